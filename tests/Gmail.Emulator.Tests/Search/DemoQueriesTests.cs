using System.Globalization;
using System.Text;
using Gmail.Emulator.Search;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Testing;

namespace Gmail.Emulator.Tests.Search;

/// <summary>Two hundred queries against the demo mailbox; what must be found was written by hand
/// (DemoQueries.txt).</summary>
public class DemoQueriesTests
{
    private static readonly IReadOnlyList<EmulatedMessage> Messages =
        [.. DemoMailbox.Messages(DemoMailbox.PinnedNow).Select(Stored)];

    private static readonly SearchContext Context = new()
    {
        Time = new FakeTimeProvider(DemoMailbox.PinnedNow),
        EmailAddress = DemoMailbox.EmailAddress,
        LabelNames = DemoMailbox.LabelNames,
        LabelIdByName = name => DemoMailbox.LabelNames
            .Where(label => label.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(LabelId).FirstOrDefault(),
    };

    public static TheoryData<string, string> Queries { get; } = ReadQueries();

    [Theory]
    [MemberData(nameof(Queries))]
    public void Finds_exactly_what_the_documentation_says(string query, string expected)
    {
        var parsed = SearchQuery.Parse(query);

        var found = Messages.Where(message => parsed.Lists(message, Context)).Select(message => message.Id);

        Assert.Equal(Keys(expected).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Asks_at_least_two_hundred_different_queries() =>
        Assert.True(Queries.Select(row => row.Data.Item1).Distinct().Count() >= 200);

    [Fact]
    public void Expects_only_messages_that_exist()
    {
        var keys = Messages.Select(message => message.Id).ToHashSet();

        Assert.All(Queries.SelectMany(row => Keys(row.Data.Item2)), key => Assert.Contains(key, keys));
    }

    [Fact]
    public void An_empty_query_lists_everything_but_spam_and_trash() => Assert.Equal(
        Messages.Count(message => !message.LabelIds.Overlaps(["SPAM", "TRASH"])),
        Messages.Count(message => SearchQuery.Parse("").Lists(message, Context)));

    [Fact]
    public void IncludeSpamTrash_lists_them_too() => Assert.Equal(
        Messages.Count,
        Messages.Count(message => SearchQuery.Parse("").Lists(message, Context, includeSpamTrash: true)));

    private static EmulatedMessage Stored(DemoMessage message) => new()
    {
        Id = message.Key,
        ThreadId = message.ThreadKey,
        Raw = message.Raw,
        Mime = MimeMessage.Load(new MemoryStream(message.Raw)),
        InternalDate = message.ReceivedAt,
        LabelIds = [.. message.LabelNames.Select(LabelId)],
    };

    private static string LabelId(string name)
    {
        var at = DemoMailbox.LabelNames.ToList().IndexOf(name);
        return at < 0 ? name : $"Label_{at + 1}";
    }

    private static TheoryData<string, string> ReadQueries()
    {
        var path = Path.Combine(Repository.Root, "tests", "Gmail.Emulator.Tests", "Search", "DemoQueries.txt");
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(path, Encoding.UTF8).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var arrow = line.LastIndexOf(" =>", StringComparison.Ordinal);
            data.Add(line[..arrow], line[(arrow + 3)..].Trim());
        }

        return data;
    }

    /// <summary>"club:1-3,7 auto-1" is club-1 club-2 club-3 club-7 auto-1.</summary>
    private static IEnumerable<string> Keys(string expected) =>
        expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(ThemeKeys);

    private static IEnumerable<string> ThemeKeys(string word) => word.Split(':') is [var theme, var numbers]
        ? numbers.Split(',').SelectMany(Numbers).Select(number => $"{theme}-{number}")
        : [word];

    private static IEnumerable<int> Numbers(string range)
    {
        var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
