using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;
using GmailMcp.Tests.Accounts;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Somebody who used a Node server until now: its files in a home folder, its variables, a mailbox.</summary>
internal sealed class OldUser : IAsyncDisposable
{
    public const string WebCallback = "https://mail.example.com/oauth2callback";

    private const string WebClientId = "client-2.apps.example";
    private const string Desktop = "http://localhost";
    private const string Scopes = AccountFolder.Modify + " " + AccountFolder.SettingsBasic;

    private readonly ScratchFolder _home = new();
    private readonly LoopbackGmail _gmail;
    private readonly GoogleByProxy _google;
    private readonly JsonObject _tokens;

    private OldUser(LoopbackGmail gmail, JsonObject tokens)
    {
        _gmail = gmail;
        _google = new GoogleByProxy(gmail.Root);
        _tokens = tokens;
    }

    public string Home => _home.Path;

    public LoopbackGmail Gmail => _gmail;

    /// <summary>A mail in the mailbox.</summary>
    public string MessageId { get; private set; } = "";

    public static async Task<OldUser> StartAsync()
    {
        var gmail = await LoopbackGmail.StartAsync();
        gmail.Gmail.Options.AutomaticConsent = true;
        gmail.Gmail.RegisterClient(AccountFolder.ClientId, AccountFolder.ClientSecret, Desktop);
        gmail.Gmail.RegisterClient(WebClientId, AccountFolder.ClientSecret, WebCallback);
        return new OldUser(gmail, await SignInAsync(gmail.Root))
        {
            MessageId = gmail.Mailbox.Deliver(Some.Message("Minutes of Monday", body: "The picnic is on Friday.")),
        };
    }

    /// <summary>The keys file as Google's console gives it.</summary>
    public void WriteKeys(string path, string kind = "installed") =>
        Write(path, kind == "web" ? AccountFolder.Keys(kind, $"\"{WebCallback}\"", WebClientId) : AccountFolder.Keys(kind, $"\"{Desktop}\""));

    /// <summary>The old server's files in the home folder, whose access token is over.</summary>
    public void WriteFiles(bool isWrapped = false)
    {
        WriteKeys(Path.Combine(Home, ".gmail-mcp", "gcp-oauth.keys.json"));
        WriteCredentials(Path.Combine(Home, ".gmail-mcp", "credentials.json"), isWrapped);
    }

    /// <summary>Tokens in the form of google-auth-library, or in that of later forks.</summary>
    public void WriteCredentials(string path, bool isWrapped = false)
    {
        var tokens = (JsonObject)_tokens.DeepClone();
        Write(path, (isWrapped
            ? new JsonObject { ["tokens"] = tokens, ["scopes"] = new JsonArray([.. Scopes.Split(' ').Select(scope => (JsonNode)scope)]) }
            : tokens).ToJsonString());
    }

    /// <summary>The tokens as the fork's variables hold them.</summary>
    public Dictionary<string, string> TokenVariables(string? prefix)
    {
        var start = prefix is null ? "GMAIL_" : $"GMAIL_{prefix}_";
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [start + "CLIENT_ID"] = AccountFolder.ClientId,
            [start + "CLIENT_SECRET"] = AccountFolder.ClientSecret,
            [start + "ACCESS_TOKEN"] = (string)_tokens["access_token"]!, // SignInAsync has set them
            [start + "REFRESH_TOKEN"] = (string)_tokens["refresh_token"]!,
            [start + "EXPIRY_DATE"] = ((long)_tokens["expiry_date"]!).ToString(CultureInfo.InvariantCulture),
        };
        if (prefix is not null)
        {
            variables["GMAIL_ACCOUNT_PREFIX"] = prefix;
        }

        return variables;
    }

    /// <summary>The program in the home folder, with Google's addresses answered here.</summary>
    public ProcessStartInfo Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = ServerBinary.Start(Home, arguments);
        foreach (var (name, value) in ToGoogle(variables))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Variables, and with them those that answer Google's addresses here.</summary>
    public Dictionary<string, string> ToGoogle(IReadOnlyDictionary<string, string> variables) =>
        variables.Concat(_google.Variables).ToDictionary(StringComparer.Ordinal);

    /// <summary>Does what the person's browser does: visits Google's page, agrees, and follows it back to the program.</summary>
    public async Task AgreeAsync(SignInProcess signIn, string callbackHost)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var browser = new HttpClient(handler);
        using var page = await browser.GetAsync(new Uri(_gmail.Root + signIn.Address.PathAndQuery), TestContext.Current.CancellationToken);
        var back = page.Headers.Location
            ?? throw new InvalidOperationException(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var port = back.Scheme == Uri.UriSchemeHttps ? 3000 : back.Port; // a proxy passes https on to that port
        using var done = await browser.GetAsync(
            new Uri($"http://{callbackHost}:{port}{back.PathAndQuery}"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _google.DisposeAsync();
        await _gmail.DisposeAsync();
        _home.Dispose();
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a whole path
        File.WriteAllText(path, text); // readable by everybody, as the old server left it
    }

    // A sign-in of the old server, of which the access token is over by now.
    private static async Task<JsonObject> SignInAsync(string root)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var google = new HttpClient(handler);
        var query = $"client_id={AccountFolder.ClientId}&redirect_uri={Uri.EscapeDataString(Desktop)}&response_type=code"
            + $"&access_type=offline&scope={Uri.EscapeDataString(Scopes)}";
        using var page = await google.GetAsync(new Uri($"{root}/o/oauth2/v2/auth?{query}"), TestContext.Current.CancellationToken);
        var back = page.Headers.Location
            ?? throw new InvalidOperationException(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = HttpUtility.ParseQueryString(back.Query)["code"]!, // Google's answer has one
            ["client_id"] = AccountFolder.ClientId,
            ["client_secret"] = AccountFolder.ClientSecret,
            ["redirect_uri"] = Desktop,
        });
        using var answer = await google.PostAsync(new Uri($"{root}/token"), form, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var tokens = (JsonObject)JsonNode.Parse(text)!;
        return new JsonObject
        {
            ["access_token"] = "over",
            ["refresh_token"] = (string)(tokens["refresh_token"] ?? throw new InvalidOperationException(text))!,
            ["scope"] = Scopes,
            ["token_type"] = "Bearer",
            ["expiry_date"] = 1_700_000_000_000,
        };
    }
}
