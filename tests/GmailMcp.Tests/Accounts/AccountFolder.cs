using System.Globalization;
using GmailMcp.Accounts;
using GmailMcp.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Accounts;

/// <summary>A home folder with keys and credentials, a stand-in for Google, and a clock.</summary>
internal sealed class AccountFolder : IDisposable
{
    public const string ClientId = "client-1.apps.example";
    public const string ClientSecret = "client-secret-1";
    public const string Modify = "https://www.googleapis.com/auth/gmail.modify";
    public const string SettingsBasic = "https://www.googleapis.com/auth/gmail.settings.basic";

    private readonly ScratchFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public CannedGoogle Google { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    public List<string> Notices { get; } = [];

    public string Home => _folder["home"];

    public string Current => _folder["current"];

    public string CredentialsPath => Path.Combine(Home, ".gmail-mcp", "credentials.json");

    public string KeysPath => Path.Combine(Home, ".gmail-mcp", "gcp-oauth.keys.json");

    public AccountFolder Set(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    public AccountFolder WithKeys(string kind = "installed", string redirectUris = "\"http://localhost\"") =>
        Write(KeysPath, Keys(kind, redirectUris));

    public static string Keys(string kind = "installed", string redirectUris = "\"http://localhost\"", string clientId = ClientId) =>
        $$"""
        {"{{kind}}":{"client_id":"{{clientId}}","project_id":"project-1","client_secret":"{{ClientSecret}}",
        "auth_uri":"https://evil.example/auth","token_uri":"https://evil.example/token","redirect_uris":[{{redirectUris}}] } }
        """;

    /// <summary>Credentials as google-auth-library writes them, whose access token lives this much longer.</summary>
    public AccountFolder WithCredentials(TimeSpan left, string more = "") => Write(
        CredentialsPath,
        $$"""
        {"access_token":"access-1","refresh_token":"refresh-1","scope":"{{Modify}} {{SettingsBasic}}","token_type":"Bearer",
        "expiry_date":{{(Clock.GetUtcNow() + left).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}}
        {{more}} }
        """);

    public AccountFolder Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return this;
    }

    public AccountSettings Settings() =>
        AccountSettings.Read(_environment.GetValueOrDefault, Home, Current);

    public OwnerAccount Open(CredentialsStore? store = null) => new(Settings(), Google, Clock, Notice, store);

    public void Notice(string text)
    {
        lock (Notices)
        {
            Notices.Add(text);
        }
    }

    public Credentials Stored() =>
        CredentialsJson.Parse(File.ReadAllBytes(CredentialsPath), CredentialsPath);

    public void Dispose() => _folder.Dispose();
}
