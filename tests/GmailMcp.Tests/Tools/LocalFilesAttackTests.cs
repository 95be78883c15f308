using System.Text.RegularExpressions;
using GmailMcp.Tools;
using Testing;

namespace GmailMcp.Tests.Tools;

/// <summary>Each line of LocalFilesAttacks.txt against the real disk.</summary>
public sealed class LocalFilesAttackTests(LocalFilesAttackTests.TrappedWorld trapped)
    : IClassFixture<LocalFilesAttackTests.TrappedWorld>
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["outside"] = " is outside the folder",
        ["private"] = "is hidden or holds credentials",
        ["link"] = "is a link, and links are not followed",
        ["folder"] = " is a folder. ",
        ["device"] = "it is a device, a pipe or a socket",
        ["hard"] = "has a second name (a hard link)",
        ["text"] = "is refused because",
        ["missing"] = "File does not exist: ",
        ["file"] = "is a file, not a folder",
    };

    public static TheoryData<string, string> Reads { get; } = Lines("read");

    public static TheoryData<string, string> Saves { get; } = Lines("save");

    public static TheoryData<string, string> Names { get; } = Lines("name");

    private LocalFilesWorld World => trapped.World.Value;

    [Theory]
    [MemberData(nameof(Reads))]
    public void Refuses_to_attach(string refusal, string path)
    {
        var thrown = Assert.Throws<LocalFileException>(() => World.Files.OpenForReading(InWorld(path)).Dispose());

        Assert.Contains(Words[refusal], thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(thrown.Message, char.IsControl);
    }

    [Theory]
    [MemberData(nameof(Saves))]
    public async Task Refuses_to_save_in(string refusal, string savePath)
    {
        var before = LocalFilesWorld.Inventory(World.Outside);

        var thrown = await Assert.ThrowsAsync<LocalFileException>(
            () => World.Files.SaveAsync(
                InWorld(savePath), "x.txt", WriteNothing, TestContext.Current.CancellationToken));

        Assert.Contains(Words[refusal], thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, LocalFilesWorld.Inventory(World.Outside));
        Assert.DoesNotContain(
            LocalFilesWorld.Inventory(World.Home), entry => entry.Contains("x.txt", StringComparison.Ordinal)
            || entry.Contains(".part", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Saves_under_a_harmless_name(string expected, string name)
    {
        using var world = new LocalFilesWorld();

        var saved = await world.Files.SaveAsync(
            null, InWorld(name), WriteNothing, TestContext.Current.CancellationToken);

        Assert.Equal(expected, saved.FileName);
        Assert.Equal([Path.Join(world.Out, expected)], Directory.GetFileSystemEntries(world.Out));
    }

    [Fact]
    public void The_list_has_more_than_sixty_paths_and_names()
    {
        Assert.True(Reads.Count + Saves.Count >= 60, "paths");
        Assert.True(Names.Count >= 40, "names");
    }

    [Theory]
    [InlineData("zero")]
    [InlineData("null")]
    [InlineData("tty")]
    [InlineData("ptmx")]
    public void Refuses_devices_even_where_the_operator_allowed_their_folder(string device)
    {
        Assert.SkipUnless(File.Exists("/dev/" + device), "this system has no /dev/" + device);
        var files = new LocalFiles(LocalFilesSettings.From(World.Home, attachmentFolders: ["/dev"]));

        var thrown = Assert.Throws<LocalFileException>(() => files.OpenForReading(device).Dispose());

        Assert.Matches("is a device, a pipe or a socket|is a link", thrown.Message);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5000)]
    public void Refuses_overlong_paths_with_a_short_sentence(int length)
    {
        var thrown = Assert.Throws<LocalFileException>(
            () => World.Files.OpenForReading(new string('a', length)).Dispose());

        Assert.Contains("longer than", thrown.Message, StringComparison.Ordinal);
        Assert.True(thrown.Message.Length < 1000, thrown.Message);
    }

    private static Task WriteNothing(Stream stream, CancellationToken cancellationToken) => Task.CompletedTask;

    private static TheoryData<string, string> Lines(string direction)
    {
        var data = new TheoryData<string, string>();
        var file = Path.Join(Repository.Root, "tests", "GmailMcp.Tests", "Tools", "LocalFilesAttacks.txt");
        foreach (var line in File.ReadLines(file))
        {
            var columns = line.Split('\t');
            if (columns[0] == direction)
            {
                data.Add(columns[1], columns[2]);
            }
        }

        return data;
    }

    private string InWorld(string text) => Regex.Unescape(text)
        .Replace("{empty}", "", StringComparison.Ordinal)
        .Replace("{home}", World.Home, StringComparison.Ordinal)
        .Replace("{in}", World.In, StringComparison.Ordinal)
        .Replace("{out}", World.Out, StringComparison.Ordinal);

    /// <summary>One trapped folder for all lines: none of them may change it.</summary>
    public sealed class TrappedWorld : IDisposable
    {
        public Lazy<LocalFilesWorld> World { get; } = new(() =>
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "the list is for Linux: pipes, /dev, case");
            var world = new LocalFilesWorld();
            world.SetTraps();
            return world;
        });

        public void Dispose()
        {
            if (World.IsValueCreated)
            {
                World.Value.Dispose();
            }
        }
    }
}
