using System.Runtime.CompilerServices;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>The test program in another role: with a variable set it is no test run but a process that writes a credentials file over
/// and over, for <see cref="CredentialsKillTests"/> to kill.</summary>
internal static class CredentialsWriter
{
    public const string Variable = "GMAIL_MCP_TEST_WRITES";

    // It is killed long before; should the test itself die, it ends by itself.
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    [ModuleInitializer]
    internal static void WriteWhenAsked()
    {
#pragma warning disable RS0030 // a setting of the tests, not of the server
        var path = Environment.GetEnvironmentVariable(Variable);
#pragma warning restore RS0030
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        var file = new CredentialsFile(path, _ => { });
        var begin = TimeProvider.System.GetTimestamp();
        for (var generation = 1; TimeProvider.System.GetElapsedTime(begin) < AtMost; generation++)
        {
            file.TryWrite(Some(generation));
        }

        Environment.Exit(1);
    }

    /// <summary>Credentials whose parts all tell the generation, of very different lengths.</summary>
    public static Credentials Some(int generation) => new()
    {
        AccessToken = $"access-{generation}-{new string('x', generation % 7 * 1_500)}",
        RefreshToken = $"refresh-{generation}",
        Address = $"owner-{generation}@example.com",
    };
}
