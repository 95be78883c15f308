using GmailMcp.Cli.Clients;

namespace GmailMcp.Tests.Cli;

/// <summary>Damaged copies of the clients' files: each is refused, or changed as somebody else's parser would have it.</summary>
public sealed class InstallMutationTests
{
    private const int CopiesOfEach = 300;

    private static readonly ServerEntry Entry = new("gmail", InstalledClient.Program, ["--demo"]);

    // What turns one form into another.
    private static readonly string[] Bits =
    [
        "{", "}", "[", "]", ",", ":", "\"", "'", "#", "//", "/*", "*/", "\n", "\r\n", " ", "  ", "\t", "- ", "|", ">", "&a ", "\\", "=", ".",
        "gmail", "[mcp_servers.gmail]\n", "extensions:\n", "\"\"\"", "---\n", "\uFEFF", "é", "{}", "null",
    ];

    public static TheoryData<string> Names { get; } = [.. ClientTable.All.Select(client => client.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task They_are_refused_or_changed_right(string name)
    {
        var client = ClientTable.All.Single(candidate => candidate.Name == name);
        var random = new Random(name.Length * 7919); // the same copies in every run
        var changed = new List<string[]>();
        for (var copy = 0; copy < CopiesOfEach; copy++)
        {
            var before = Damage(InstalledClient.Sample(name), random);
            if (TryInstall(client, before) is { } after)
            {
                changed.Add([before, after]);
                var found = client.Format.Find(after, "gmail")!; // it was just installed
                var undone = EntryChange.Uninstall(client.Format, after, "gmail", found, [("backup", before)]);
                Assert.Equal(before, undone.After, StringComparer.Ordinal);
                AssertRemovable(client, after, found);
            }
        }

        Assert.NotEmpty(changed);
        Assert.True(changed.Count < CopiesOfEach, "None was refused.");
        Assert.Empty(await OtherReader.WrongAsync(client.Format.Language, changed));
    }

    private static string? TryInstall(Client client, string text)
    {
        try
        {
            return EntryChange.Install(client, text, Entry, keepsVariables: true).After;
        }
        catch (ConfigFileException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return null;
        }
    }

    // Without a backup: what is left is readable and has no such entry.
    private static void AssertRemovable(Client client, string after, FoundEntry found)
    {
        var rest = client.Format.Remove(after, "gmail", found);
        Assert.Null(client.Format.Find(rest, "gmail"));
    }

    private static string Damage(string text, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)),
                1 => text.Insert(at, Piece(text, random)),
                2 => RemoveLine(text, at),
                _ => text.Insert(at, Bits[random.Next(Bits.Length)]),
            };
        }

        return text;
    }

    private static string Piece(string text, Random random)
    {
        var start = random.Next(text.Length);
        return text.Substring(start, Math.Min(random.Next(1, 30), text.Length - start));
    }

    private static string RemoveLine(string text, int at)
    {
        var start = text.LastIndexOf('\n', at) + 1;
        var end = text.IndexOf('\n', at);
        return end <= start || text.Length < 200 ? text : text.Remove(start, end + 1 - start);
    }
}
