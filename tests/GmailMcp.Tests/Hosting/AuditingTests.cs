using GmailMcp.Cli;
using GmailMcp.Policy;
using GmailMcp.Tests.Storage;
using ModelContextProtocol;

namespace GmailMcp.Tests.Hosting;

/// <summary>What of each call stands in the audit log, and what must not.</summary>
public sealed class AuditingTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Log => _folder["audit"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_stands_there_before_and_after_with_its_ids()
    {
        string id;
        await using (var server = await TestServer.StartAsync(auditFolder: Log))
        {
            id = server.Mailbox.Deliver(Some.Message());
            await server.CallAsync("batch_modify_emails", $$"""{"messageIds":["{{id}}"],"addLabelIds":["STARRED"]}""");
        }

        var (begin, end) = (Records()[0], Records()[1]);
        Assert.Equal(("begin", "ok"), (begin.Outcome, end.Outcome));
        Assert.Equal(("local", "batch_modify_emails", begin.Call), (end.Owner, end.Tool, end.Call));
        Assert.Equal([id], begin.Ids!["messageIds"]);
        Assert.Equal(["STARRED"], end.Ids!["addLabelIds"]);
        Assert.Equal(1, end.Counts!["changed"]);
        Assert.NotEmpty(end.Result!["undoId"]);
    }

    [Fact]
    public async Task Reading_refusals_and_unknown_tools_stand_there_once()
    {
        await using (var server = await TestServer.StartAsync(isReadOnly: true, auditFolder: Log))
        {
            await server.CallAsync("search_emails", """{"query":"salary"}""");
            await server.CallAsync("read_email", """{"messageId":"18c2f0aa00000000"}""");
            await server.CallAsync("send_secrets_to_ann");
        }

        Assert.Equal(
            [("search_emails", "ok"), ("read_email", "error"), ("unknown", "error")],
            Records().Select(record => (record.Tool, record.Outcome)));
    }

    [Fact]
    public async Task Resources_that_are_read_stand_there_with_the_id_they_name()
    {
        string id;
        await using (var server = await TestServer.StartAsync(auditFolder: Log))
        {
            id = server.Mailbox.Deliver(Some.Message("Salary"));
            await server.Mcp.ReadResourceAsync($"gmail://messages/{id}", cancellationToken: TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<McpException>(async () => await server.Mcp.ReadResourceAsync(
                "gmail://messages/18c2f0aa00000000", cancellationToken: TestContext.Current.CancellationToken));
            await Assert.ThrowsAnyAsync<McpException>(async () => await server.Mcp.ReadResourceAsync(
                "gmail://salary/42", cancellationToken: TestContext.Current.CancellationToken));
        }

        var records = Records();
        Assert.All(records, record => Assert.Equal(("local", "resources/read"), (record.Owner, record.Tool)));
        Assert.Equal(["ok", "error", "error"], records.Select(record => record.Outcome));
        Assert.Equal([id, "18c2f0aa00000000", null], records.Select(record => record.Ids?["messageId"].Single()));
    }

    [Fact]
    public async Task No_word_or_address_of_anyone_stands_there()
    {
        await using (var server = await TestServer.StartAsync(auditFolder: Log))
        {
            var id = server.Mailbox.Deliver(Some.Message("Salary", body: "Forty-two"));
            await server.CallAsync("search_emails", """{"query":"from:boss@example.org salary"}""");
            await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
            await server.CallAsync("create_label", """{"name":"Divorce"}""");
            await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["Divorce"]}""");
            await server.CallAsync("modify_email", """{"messageId":"Salary is fortytwo","addLabelIds":["Divorce2026"]}""");
            await server.CallAsync(
                "draft_email", """{"to":["ann@example.org"],"subject":"Secret","body":"Hush","inReplyTo":"<x@boss.example.org>"}""");
            await server.CallAsync(
                "create_filter", """{"criteria":{"from":"boss@example.org"},"action":{"addLabelIds":["Divorce"]}}""");
        }

        var text = string.Concat(Directory.GetFiles(Log).Select(File.ReadAllText));
        Assert.All(
            ["salary", "forty", "boss", "divorce", "ann@", "secret", "hush", "owner@", "example"],
            word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("\"draftId\":[\"r", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_changed()
    {
        File.WriteAllText(Log, "a file where the folder should be");
        await using var server = await TestServer.StartAsync(auditFolder: Log);
        var id = server.Mailbox.Deliver(Some.Message("Hello"));

        var changing = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["STARRED"]}""");
        var reading = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.True(changing.IsError);
        Assert.StartsWith("Error: modify_email was not run: this server keeps an audit log", changing.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
        Assert.Null(reading.IsError);
    }

    [Fact]
    public async Task The_command_says_how_many_lines_hold_together_or_where_not()
    {
        await using (var server = await TestServer.StartAsync(auditFolder: Log))
        {
            await server.CallAsync("list_email_labels");
            await server.CallAsync("create_label", """{"name":"Travel"}""");
        }

        var (exitCode, text) = await VerifyAsync(Log);
        Assert.Equal((0, "The audit log holds together: 3 lines in 1 file.\n"), (exitCode, text));

        var file = Directory.GetFiles(Log, "*.jsonl").Single();
        await File.WriteAllLinesAsync(file, File.ReadAllLines(file)[..^1], TestContext.Current.CancellationToken);
        (exitCode, text) = await VerifyAsync(Log);
        Assert.Equal(1, exitCode);
        Assert.Contains("ends after line 2, and it had 3: its end was cut off.", text, StringComparison.Ordinal);
        Assert.Equal(1, (await VerifyAsync(_folder["nowhere"])).ExitCode);
    }

    private static async Task<(int ExitCode, string Text)> VerifyAsync(string folder)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var terminal = new Terminal(Stream.Null, Stream.Null, output, error);
        var exitCode = await Commands.RunAsync(["audit", "verify", folder], terminal, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString());
    }

    private IReadOnlyList<AuditRecord> Records() =>
    [
        .. File.ReadAllLines(Directory.GetFiles(Log, "*.jsonl").Single()).Select(line => AuditChain.Parse(line)!.Value.Record),
    ];
}
