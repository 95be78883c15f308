using System.Text;
using GmailMcp.Tools;

namespace GmailMcp.Tests.Tools;

/// <summary>Somebody with the same rights swaps what a name means, thousands of times, while files are opened and
/// saved by it. A path that is looked up twice loses such a race; these tests lose it too if a component is ever
/// opened by path.</summary>
public sealed class LocalFilesRaceTests : IDisposable
{
    // Each outcome must have been met so often; a swapper that was not given the processor must not make a test pass
    // or fail.
    private const int EnoughOpens = 1000;
    private const int EnoughSaves = 30;
    private const int MostTries = 1_000_000;

    // Turns of an empty loop: about as long as the real thing stays, so that both are met.
    private const int LinkStays = 2000;

    private readonly LocalFilesWorld _world = new();

    [Fact]
    public async Task Never_reads_through_a_folder_swapped_for_a_link()
    {
        var folder = Path.Join(_world.In, "race");
        LocalFilesWorld.Write(Path.Join(folder, "file.txt"), "inside");
        LocalFilesWorld.Write(Path.Join(_world.Outside, "file.txt"), LocalFilesWorld.Secret);

        var seen = await ReadWhile(Swapping(folder, "../outside"), "race/file.txt");

        Assert.Equal(["inside"], seen);
    }

    [Fact]
    public async Task Never_reads_a_file_swapped_for_a_link()
    {
        var file = Path.Join(_world.In, "file.txt");
        LocalFilesWorld.Write(file, "inside");

        var seen = await ReadWhile(Swapping(file, "../secret.txt"), "file.txt");

        Assert.Equal(["inside"], seen);
    }

    [Fact]
    public async Task Never_saves_through_a_folder_swapped_for_a_link()
    {
        var folder = Path.Join(_world.Out, "race");
        Directory.CreateDirectory(folder);
        var files = _world.Files;
        using var stop = new CancellationTokenSource();
        var swapper = Task.Run(() => Repeat(Swapping(folder, "../outside"), stop.Token), CancellationToken.None);
        var saved = 0;
        var refused = 0;
        for (var i = 0; i < MostTries && (saved < EnoughSaves || refused < EnoughSaves); i++)
        {
            try
            {
                await files.SaveAsync(
                    "race",
                    $"{i}.txt",
                    (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes("mail"), token).AsTask(),
                    TestContext.Current.CancellationToken);
                saved++;
            }
            catch (LocalFileException)
            {
                refused++;
            }
        }

        await stop.CancelAsync();
        await swapper;

        Assert.Empty(Directory.GetFileSystemEntries(_world.Outside));
        var kept = Directory.GetFiles(_world.Out, "*", SearchOption.AllDirectories);
        Assert.Equal(saved, kept.Count(path => path.EndsWith(".txt", StringComparison.Ordinal)));
        Assert.DoesNotContain(kept, path => path.EndsWith(".part", StringComparison.Ordinal));
        Assert.True(saved >= EnoughSaves && refused >= EnoughSaves, $"{saved} saved, {refused} refused");
    }

    public void Dispose() => _world.Dispose();

    private async Task<IReadOnlyCollection<string>> ReadWhile(Action swap, string path)
    {
        var files = _world.Files;
        using var stop = new CancellationTokenSource();
        var swapper = Task.Run(() => Repeat(swap, stop.Token), CancellationToken.None);
        var seen = new HashSet<string>();
        var opened = 0;
        var refused = 0;
        for (var i = 0; i < MostTries && (opened < EnoughOpens || refused < EnoughOpens); i++)
        {
            try
            {
                using var file = files.OpenForReading(path);
                using var reader = new StreamReader(file.OpenStream());
                seen.Add(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
                opened++;
            }
            catch (LocalFileException)
            {
                refused++;
            }
        }

        await stop.CancelAsync();
        await swapper;
        Assert.True(opened >= EnoughOpens && refused >= EnoughOpens, $"{opened} opened, {refused} refused");
        return seen;
    }

    private static void Repeat(Action swap, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            swap();
        }
    }

    /// <summary>Real thing away, link in its place, link away, real thing back.</summary>
    private static Action Swapping(string path, string target) => () =>
    {
        var aside = path + ".aside";
        Directory.Move(path, aside);
        try
        {
            File.CreateSymbolicLink(path, target);
            Thread.SpinWait(LinkStays);
            File.Delete(path);
        }
        catch (IOException)
        {
            // Saving makes a folder that is missing, and was first.
        }

        while (!TryPutBack(aside, path))
        {
            GiveWay(path, aside);
        }
    };

    private static bool TryPutBack(string aside, string path)
    {
        try
        {
            Directory.Move(aside, path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The folder that saving made in between goes, and what is finished in it is kept.</summary>
    private static void GiveWay(string path, string aside)
    {
        try
        {
            foreach (var file in Directory.GetFiles(path, "*.txt"))
            {
                File.Move(file, Path.Join(aside, Path.GetFileName(file)));
            }

            Directory.Delete(path);
        }
        catch (IOException)
        {
            // Something is being written in it: once more.
        }
    }
}
