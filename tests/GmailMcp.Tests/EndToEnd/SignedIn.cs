using System.Globalization;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A folder with credentials for a stand-in for Google.</summary>
internal static class SignedIn
{
    /// <summary>Writes them; returns the variables that lead a server to them and to the stand-in.</summary>
    /// <param name="home">The server's home folder.</param>
    /// <param name="root">The stand-in's scheme, host and port.</param>
    /// <param name="token">An access token that it takes.</param>
    public static Dictionary<string, string> Write(string home, string root, string token)
    {
        var folder = Path.Combine(home, "signed-in");
        var path = Path.Combine(folder, "credentials.json");
        Directory.CreateDirectory(folder);
        var expiry = TimeProvider.System.GetUtcNow().AddMinutes(55).ToUnixTimeMilliseconds();
        File.WriteAllText(path, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expiry_date\":"
            + expiry.ToString(CultureInfo.InvariantCulture) + "}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GMAIL_MCP_GOOGLE_API_ROOT"] = root,
            ["GMAIL_MCP_GOOGLE_OAUTH_ROOT"] = root,
            ["GMAIL_CREDENTIALS_PATH"] = path,
        };
    }
}
