using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using GmailMcp.Tests.Accounts;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A home folder, and a Google on loopback, in which something is wrong.</summary>
internal sealed class Symptom : IAsyncDisposable
{
    private readonly ScratchFolder _home = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private LoopbackGmail? _gmail;

    public string Home => _home.Path;

    public string AttachmentFolder => Directory.CreateDirectory(_home["GmailAttachments"]).FullName;

    /// <summary>A folder for keys and credentials that is not ~/.gmail-mcp, which stand-ins for Google may not use.</summary>
    private string Accounts => Directory.CreateDirectory(_home["accounts"]).FullName;

    /// <summary>Google on loopback, and nobody signed in.</summary>
    public async Task<LoopbackGmail> WithGoogleAsync()
    {
        _gmail = await LoopbackGmail.StartAsync();
        _variables["GMAIL_MCP_GOOGLE_API_ROOT"] = _gmail.Root;
        _variables["GMAIL_MCP_GOOGLE_OAUTH_ROOT"] = _gmail.Root;
        _variables["GMAIL_CREDENTIALS_PATH"] = Path.Combine(Accounts, "credentials.json");
        return _gmail;
    }

    public void WriteKeys(string text) => Write("gcp-oauth.keys.json", text);

    public void WriteKeys(string kind, string redirectUri) => WriteKeys(AccountFolder.Keys(kind, $"\"{redirectUri}\""));

    /// <summary>Credentials with an access token that Google on loopback takes.</summary>
    /// <param name="gmail">Google.</param>
    /// <param name="more">Further fields, such as <c>"scope":"…"</c>.</param>
    public void SignIn(LoopbackGmail gmail, string more = "\"token_type\":\"Bearer\"") => Write(
        "credentials.json",
        $$"""
        {"access_token":"{{gmail.Token}}","refresh_token":"1//fictional","expiry_date":{{Milliseconds(TimeSpan.FromMinutes(55))}},{{more}} }
        """);

    /// <summary>Credentials that must be refreshed, with a token that Google does not know.</summary>
    public void SignInWithDeadToken() => Write("credentials.json", """{"access_token":"old","refresh_token":"1//fictional","expiry_date":1}""");

    public static long Milliseconds(TimeSpan fromNow) => (TimeProvider.System.GetUtcNow() + fromNow).ToUnixTimeMilliseconds();

    public async Task<string> RunAsync(params IEnumerable<string> arguments) => await RunAsync(Start(arguments));

    /// <summary>Everything that it says until it ends.</summary>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!; // not null: no shell
        process.StandardInput.Close();
        try
        {
            var both = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            return string.Concat(await Patience.ForAsync(both, () => $"the end of {string.Join(' ', start.ArgumentList)}"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public Task<string> CallAsync(string tool, JsonObject arguments, params IEnumerable<string> flags) =>
        RunAsync(["call", tool, arguments.ToJsonString(), .. flags]);

    /// <summary>A mail to somebody with a file.</summary>
    public Task<string> AttachAsync(string path) => CallAsync("send_email", Mail(path), "--demo");

    public static JsonObject Mail(string? attachment = null)
    {
        var mail = new JsonObject { ["to"] = new JsonArray("stranger@example.net"), ["subject"] = "Hello", ["body"] = "Hello." };
        if (attachment is not null)
        {
            mail["attachments"] = new JsonArray(attachment);
        }

        return mail;
    }

    public ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        var start = ServerBinary.Start(Home, arguments);
        foreach (var (name, value) in _variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>A program that holds a free port of loopback.</summary>
    public static TcpListener Occupy(out int port)
    {
        var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        port = ((IPEndPoint)holder.LocalEndpoint).Port;
        return holder;
    }

    public async ValueTask DisposeAsync()
    {
        if (_gmail is not null)
        {
            await _gmail.DisposeAsync();
        }

        _home.Dispose();
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(Accounts, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
