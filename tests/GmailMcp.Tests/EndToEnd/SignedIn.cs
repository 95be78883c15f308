using System.Globalization;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A folder with credentials for a stand-in for Google.</summary>
internal static class SignedIn
{
    /// <summary>Writes them; returns the variables that lead a server to them and to the stand-in.</summary>
    /// <param name="home">The server's home folder.</param>
    /// <param name="root">The stand-in's scheme, host and port.</param>
    /// <param name="token">An access token that it takes.</param>
    /// <param name="refreshToken">With it the access token has run out, and there are keys to get another by.</param>
    public static Dictionary<string, string> Write(string home, string root, string token, string? refreshToken = null)
    {
        var folder = Path.Combine(home, "signed-in");
        var path = Path.Combine(folder, "credentials.json");
        Directory.CreateDirectory(folder);
        var expiry = TimeProvider.System.GetUtcNow().AddMinutes(refreshToken is null ? 55 : -5).ToUnixTimeMilliseconds();
        var more = refreshToken is null ? "" : ",\"refresh_token\":\"" + refreshToken + "\"";
        File.WriteAllText(path, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expiry_date\":"
            + expiry.ToString(CultureInfo.InvariantCulture) + more + "}");
        if (refreshToken is not null)
        {
            File.WriteAllText(
                Path.Combine(folder, "gcp-oauth.keys.json"),
                """{"installed":{"client_id":"client.apps.example","client_secret":"secret"}}""");
        }

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
