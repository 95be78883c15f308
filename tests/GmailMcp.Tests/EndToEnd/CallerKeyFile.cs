using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Keys of two callers.</summary>
internal static class CallerKeyFile
{
    public const string AnnsKey = "key of ann";
    public const string BobsKey = "key of bob";

    public static string Lines { get; } = Line("ann", AnnsKey) + Line("bob", BobsKey);

    /// <summary>Writes them as the server wants them: readable by their owner alone.</summary>
    public static string Write(string path)
    {
        File.WriteAllText(path, Lines);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    private static string Line(string name, string key) =>
        $"{name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}\n";
}
