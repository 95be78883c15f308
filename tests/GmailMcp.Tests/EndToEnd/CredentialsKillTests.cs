using System.Diagnostics;
using System.Globalization;
using GmailMcp.Accounts;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A process that dies while it writes the credentials leaves the old ones or the new ones.</summary>
public sealed class CredentialsKillTests
{
    private const int Lanes = 4;

    // The bar is 1,000 (GMAIL_MCP_KILLS=1000).
    private static readonly int Kills = Setting("GMAIL_MCP_KILLS", 100);

    [Fact]
    public async Task A_killed_writer_never_leaves_half_a_file()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(KillOverAndOverAsync));

        Assert.Equal(Kills, seen.Sum(lane => lane.Kills));
        // Or nothing was ever killed in the act: then the test would prove nothing.
        Assert.True(seen.Sum(lane => lane.Interrupted) > 0, "No writer was killed in the middle of a write.");
    }

    private static async Task<(int Kills, int Interrupted)> KillOverAndOverAsync(int lane)
    {
        using var folder = new ScratchFolder();
        var random = new Random(lane);
        var path = folder["credentials.json"];
        var interrupted = 0;
        var kills = 0;
        for (var kill = lane; kill < Kills; kill += Lanes)
        {
            await KillOneAsync(path, random);
            kills++;
            Check(path);
            foreach (var leftover in Directory.EnumerateFiles(folder.Path, ".credentials.json.*.tmp"))
            {
                interrupted++;
                File.Delete(leftover);
            }
        }

        return (kills, interrupted);
    }

    private static async Task KillOneAsync(string path, Random random)
    {
        var before = Stamp(path);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[CredentialsWriter.Variable] = path;
        if (!Path.GetFileNameWithoutExtension(start.FileName).StartsWith("GmailMcp.Tests", StringComparison.Ordinal))
        {
            start.ArgumentList.Add(typeof(CredentialsKillTests).Assembly.Location); // started as `dotnet GmailMcp.Tests.dll`
        }

        using var writer = Process.Start(start)!; // not null: no shell is used
        try
        {
            var begin = TimeProvider.System.GetTimestamp();
            while (Stamp(path) == before)
            {
                Assert.False(writer.HasExited, "The writer ended by itself.");
                Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience.Long, "The writer wrote nothing.");
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4)), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience.Long);
        }
    }

    private static void Check(string path)
    {
        var notices = new List<string>();
        var credentials = new CredentialsFile(path, notices.Add).Read();

        Assert.NotNull(credentials);
        var generation = int.Parse(credentials.RefreshToken!["refresh-".Length..], CultureInfo.InvariantCulture); // the writer sets it
        var whole = CredentialsWriter.Some(generation);
        Assert.Equal(
            (whole.AccessToken, whole.RefreshToken, whole.Address),
            (credentials.AccessToken, credentials.RefreshToken, credentials.Address));
        Assert.Empty(notices);
    }

    private static (DateTime, long)? Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }

    private static int Setting(string name, int value) =>
#pragma warning disable RS0030 // a setting of the tests, not of the server
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : value;
#pragma warning restore RS0030
}
