using System.Net.Sockets;
using GmailMcp.Policy;
using GmailMcp.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Policy;

/// <summary>An audit log does not grow for ever, and what is left of it still holds together.</summary>
public sealed class AuditRotationTests : IDisposable
{
    private static readonly AuditLimits Small = new() { FileBytes = 1_000, Files = 4 };

    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_file_is_followed_by_one_that_goes_on_with_its_chain()
    {
        await WriteAsync(12, new AuditLimits { FileBytes = 1_000 });

        var findings = Check();
        Assert.Equal((12L, Files.Count), (findings.Lines, findings.Files));
        Assert.True(Files.Count > 2);
        Assert.All(Files, file => Assert.InRange(new FileInfo(_folder[file]).Length, 1, 1_500));
        var last = AuditChain.Parse(File.ReadLines(_folder[Files[0]]).Last())!.Value;
        var first = AuditChain.Parse(File.ReadLines(_folder[Files[1]]).First())!.Value.Record;
        Assert.Equal((last.Hash, Files[0]), (first.Prev, first.Continues));
        Assert.Empty(findings.Breaks);
        Assert.Empty(findings.Notes);
    }

    [Fact]
    public async Task The_oldest_are_removed_and_the_check_says_so_plainly()
    {
        await WriteAsync(40, Small);

        var findings = Check();
        Assert.Equal((4, 4), (Files.Count, findings.Files));
        Assert.Empty(findings.Breaks);
        var removed = Heads.Count - Files.Count;
        Assert.Equal(
            $"The oldest {removed} files, with {40 - findings.Lines} lines, were removed to make room; nothing can be said of them any "
            + $"more. The last of them was {Heads[removed - 1]}.",
            Assert.Single(findings.Notes));
    }

    [Fact]
    public async Task The_folder_keeps_below_its_bytes()
    {
        await WriteAsync(60, new AuditLimits { FileBytes = 1_000, TotalBytes = 6_000 });

        Assert.InRange(Files.Sum(file => new FileInfo(_folder[file]).Length), 3_000, 6_000);
        Assert.Empty(Check().Breaks);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_stays_and_the_log_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a socket has no file there");
        await WriteAsync(1, Small);
        var odd = Files[0];
        File.Delete(_folder[odd]);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder[odd]));

        await WriteAsync(40, Small);

        Assert.True(File.Exists(_folder[odd]));
        Assert.InRange(Files.Count, 4, 5);
    }

    [Fact]
    public async Task Many_short_lives_are_counted_as_files()
    {
        for (var i = 0; i < 10; i++)
        {
            await WriteAsync(1, Small);
        }

        Assert.Equal(4, Files.Count);
        Assert.Empty(Check().Breaks);
    }

    [Fact]
    public async Task Nothing_is_removed_where_the_operator_keeps_all()
    {
        await WriteAsync(40, AuditLimits.OfMebibytes(0) with { FileBytes = 1_000 });

        Assert.Equal((Heads.Count, 40L), (Files.Count, Check().Lines));
    }

    [Fact]
    public async Task A_file_that_a_process_writes_is_never_removed()
    {
        using var idle = new AuditLog(_folder.Path, _clock, Small);
        await idle.WriteAsync(Record(0), TestContext.Current.CancellationToken);
        var its = Assert.Single(Files);

        await WriteAsync(40, Small);
        await idle.WriteAsync(Record(1), TestContext.Current.CancellationToken);

        Assert.Contains(its, Files);
        Assert.Equal(4, Files.Count);
        Assert.Empty(Check().Breaks);
    }

    [Fact]
    public async Task Several_processes_make_room_side_by_side()
    {
        var limits = new AuditLimits { FileBytes = 1_000, Files = 8 };
        var logs = Enumerable.Range(0, 4).Select(_ => new AuditLog(_folder.Path, _clock, limits)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => logs[i % 4].WriteAsync(Record(i), TestContext.Current.CancellationToken)));

        Assert.Empty(Check().Breaks); // while they still have their files open
        Assert.InRange(Files.Count, 4, 12); // a process may begin a file while another does
        logs.ForEach(log => log.Dispose());
    }

    [Fact]
    public async Task Finds_a_file_written_anew_with_its_head_because_the_next_goes_on_from_it()
    {
        await WriteAsync(12, new AuditLimits { FileBytes = 1_000 });
        var lines = File.ReadAllLines(_folder[Files[0]]).ToList();
        var hash = AuditChain.Start;
        for (var i = 0; i < lines.Count; i++)
        {
            (lines[i], hash) = AuditChain.ToLine(AuditChain.Parse(lines[i])!.Value.Record with { Outcome = "no", Prev = hash });
        }

        await File.WriteAllLinesAsync(_folder[Files[0]], lines, TestContext.Current.CancellationToken);
        RewriteHead(heads => heads[0] = AuditChain.ToHead(Files[0], lines.Count, hash));

        Assert.Equal(
            $"{Files[1]}, line 1: it does not go on where {Files[0]} ends, which it says it does.", Assert.Single(Check().Breaks));
    }

    [Fact]
    public async Task Finds_an_oldest_file_that_was_not_removed_for_room()
    {
        await WriteAsync(12, new AuditLimits { FileBytes = 1_000 });
        var gone = Files[0];
        File.Delete(_folder[gone]);

        Assert.StartsWith($"{gone} is missing; it had", Assert.Single(Check().Breaks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_file_that_only_the_head_calls_removed()
    {
        await WriteAsync(40, Small);
        var gone = Files[1];
        File.Delete(_folder[gone]);
        RewriteHead(heads =>
        {
            var index = heads.FindIndex(head => head.StartsWith(gone, StringComparison.Ordinal));
            heads[index] = AuditChain.ToHead(AuditChain.ParseHead(heads[index])! with { IsRemoved = true });
        });

        Assert.Equal(
            $"{gone} is missing; {AuditChain.HeadFile} says that it was removed to make room, and no later file does.",
            Assert.Single(Check().Breaks));
    }

    [Fact]
    public async Task A_process_that_was_killed_before_it_removed_what_it_said_it_would_is_no_break()
    {
        await WriteAsync(40, Small);
        var oldest = Files[0];
        var saved = await File.ReadAllBytesAsync(_folder[oldest], TestContext.Current.CancellationToken);
        await WriteAsync(1, Small);
        Assert.DoesNotContain(oldest, Files);

        await File.WriteAllBytesAsync(_folder[oldest], saved, TestContext.Current.CancellationToken);

        Assert.Empty(Check().Breaks);
        await WriteAsync(1, Small);
        Assert.Equal(4, Files.Count);
        Assert.Empty(Check().Breaks);
    }

    private IReadOnlyList<string> Files =>
        [.. Directory.GetFiles(_folder.Path, "audit-*.jsonl").Select(path => Path.GetFileName(path)!).OrderBy(Heads.IndexOf)];

    private List<string> Heads => [.. File.ReadAllLines(_folder[AuditChain.HeadFile]).Select(head => head.Split(' ')[0])];

    private AuditFindings Check() => AuditCheck.Run(_folder.Path);

    private async Task WriteAsync(int lines, AuditLimits limits)
    {
        using var log = new AuditLog(_folder.Path, _clock, limits);
        for (var i = 0; i < lines; i++)
        {
            await log.WriteAsync(Record(i), TestContext.Current.CancellationToken);
        }
    }

    private void RewriteHead(Action<List<string>> change)
    {
        var heads = File.ReadAllLines(_folder[AuditChain.HeadFile]).ToList();
        change(heads);
        File.WriteAllText(_folder[AuditChain.HeadFile], string.Concat(heads.Select(head => head + "\n")));
    }

    private static AuditRecord Record(int number) => new()
    {
        Owner = "local",
        Tool = "modify_email",
        Call = $"call{number}",
        Outcome = "ok",
    };
}
