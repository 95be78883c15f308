using GmailMcp.Policy;
using GmailMcp.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Policy;

/// <summary>Whatever is done to the audit log after it was written is found.</summary>
public sealed class AuditLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_that_nobody_touched_holds_together()
    {
        await WriteAsync(5);
        await WriteAsync(3);

        var findings = AuditCheck.Run(_folder.Path);

        Assert.Equal((2, 8L), (findings.Files, findings.Lines));
        Assert.Empty(findings.Breaks);
        Assert.Empty(findings.Notes);
    }

    [Fact]
    public async Task Several_processes_write_side_by_side()
    {
        var logs = Enumerable.Range(0, 4).Select(_ => new AuditLog(_folder.Path, _clock, new AuditLimits())).ToList();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => logs[i % 4].WriteAsync(Record(i), TestContext.Current.CancellationToken)));

        var findings = AuditCheck.Run(_folder.Path); // while they still have their files open
        Assert.Equal((4, 200L), (findings.Files, findings.Lines));
        Assert.Empty(findings.Breaks);
        logs.ForEach(log => log.Dispose());
    }

    [Fact]
    public async Task Finds_a_line_that_was_changed()
    {
        await WriteAsync(5);
        Rewrite(lines => lines[2] = lines[2].Replace("ok", "no", StringComparison.Ordinal));

        Assert.Equal($"{FileName}, line 3: it is not as it was written.", Assert.Single(Breaks()));
    }

    [Fact]
    public async Task Finds_a_line_that_was_changed_together_with_its_hash()
    {
        await WriteAsync(5);
        Rewrite(lines => lines[2] = AuditChain.ToLine(AuditChain.Parse(lines[2])!.Value.Record with { Outcome = "no" }).Line);

        Assert.StartsWith($"{FileName}, line 4: it does not follow the line before", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_file_whose_whole_chain_was_written_anew()
    {
        await WriteAsync(5);
        Rewrite(lines =>
        {
            var hash = AuditChain.Start;
            for (var i = 0; i < lines.Count; i++)
            {
                (lines[i], hash) = AuditChain.ToLine(AuditChain.Parse(lines[i])!.Value.Record with { Outcome = "no", Prev = hash });
            }
        });

        Assert.Contains("the file was written anew", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Finds_a_line_that_was_removed(int index)
    {
        await WriteAsync(5);
        Rewrite(lines => lines.RemoveAt(index));

        Assert.StartsWith($"{FileName}, line {index + 1}: it does not follow", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_lines_in_another_order()
    {
        await WriteAsync(5);
        Rewrite(lines => (lines[1], lines[2]) = (lines[2], lines[1]));

        Assert.StartsWith($"{FileName}, line 2: it does not follow", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_an_end_that_was_cut_off()
    {
        await WriteAsync(5);
        Rewrite(lines => lines.RemoveRange(3, 2));

        Assert.Equal($"{FileName} ends after line 3, and it had 5: its end was cut off.", Assert.Single(Breaks()));
    }

    [Fact]
    public async Task Finds_lines_that_were_added()
    {
        await WriteAsync(2);
        Rewrite(lines =>
        {
            for (var i = 0; i < 2; i++)
            {
                var (record, hash) = AuditChain.Parse(lines[^1])!.Value;
                lines.Add(AuditChain.ToLine(record with { Seq = record.Seq + 1, Prev = hash, After = null }).Line);
            }
        });

        Assert.EndsWith("lines were added.", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_file_that_was_removed()
    {
        await WriteAsync(5);
        File.Delete(_folder[FileName]);

        Assert.EndsWith(".jsonl is missing; it had 5 lines.", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_file_that_was_removed_together_with_its_line_in_the_head()
    {
        for (var i = 0; i < 3; i++)
        {
            await WriteAsync(2);
        }

        var heads = File.ReadAllLines(_folder[AuditChain.HeadFile]).ToList();
        File.Delete(_folder[heads[1].Split(' ')[0]]);
        heads.RemoveAt(1);
        File.WriteAllLines(_folder[AuditChain.HeadFile], heads);

        Assert.Contains("was begun after audit-", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_that_the_head_was_removed()
    {
        await WriteAsync(2);
        File.Delete(_folder[AuditChain.HeadFile]);

        Assert.StartsWith("audit.head is missing", Assert.Single(Breaks()), StringComparison.Ordinal);
    }

    // The line goes to the disk first, then the head.
    [Fact]
    public async Task A_process_that_was_killed_between_line_and_head_is_no_break()
    {
        await WriteAsync(2);
        var head = File.ReadAllBytes(_folder[AuditChain.HeadFile]);
        Rewrite(lines =>
        {
            var (record, hash) = AuditChain.Parse(lines[^1])!.Value;
            lines.Add(AuditChain.ToLine(record with { Seq = 3, Prev = hash, After = null }).Line);
        });

        var findings = AuditCheck.Run(_folder.Path);

        Assert.Empty(findings.Breaks);
        Assert.Contains("one line ahead", Assert.Single(findings.Notes), StringComparison.Ordinal);
        Assert.Equal(head, File.ReadAllBytes(_folder[AuditChain.HeadFile]));
    }

    [Fact]
    public async Task Is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows says this by access lists, which OwnerOnlyFileTests looks at.");
            return; // the compiler does not know that Skip throws
        }

        await WriteAsync(1);

        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private string FileName => Path.GetFileName(Directory.GetFiles(_folder.Path, "audit-*.jsonl").Single());

    private async Task WriteAsync(int lines)
    {
        using var log = new AuditLog(_folder.Path, _clock, new AuditLimits());
        for (var i = 0; i < lines; i++)
        {
            await log.WriteAsync(Record(i), TestContext.Current.CancellationToken);
        }
    }

    private void Rewrite(Action<List<string>> change)
    {
        var lines = File.ReadAllLines(_folder[FileName]).ToList();
        change(lines);
        File.WriteAllLines(_folder[FileName], lines);
    }

    private IReadOnlyList<string> Breaks() => AuditCheck.Run(_folder.Path).Breaks;

    private static AuditRecord Record(int number) => new()
    {
        Owner = "local",
        Tool = "modify_email",
        Call = $"call{number}",
        Outcome = "ok",
    };
}
