using System.Text.Json.Nodes;
using Gmail;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Policy;

/// <summary>A client that does whatever the mail it reads says, with the most that an operator can grant: what the structure
/// stops where nobody thinks.</summary>
public sealed class ObedientClientTests
{
    public enum Person
    {
        Declines,
        CannotBeAsked,
        CannotBeAskedUnderAlways,
    }

    public static TheoryData<Person, string> Ways => new()
    {
        { Person.Declines, "2025-11-25" },
        { Person.Declines, "2026-07-28" },
        { Person.CannotBeAsked, "2025-11-25" },
        { Person.CannotBeAsked, "2026-07-28" },
        { Person.CannotBeAskedUnderAlways, "2025-11-25" },
        { Person.CannotBeAskedUnderAlways, "2026-07-28" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Of_a_hundred_injected_mails_none_sends_forwards_or_destroys(Person person, string revision)
    {
        var questions = 0;
        await using var server = await TestServer.StartAsync(
            Profile.Delete,
            protocolVersion: revision,
            isFenced: true,
            ledger: new QuotaLedger(unitsPerMinute: 1_000_000), // what it costs is not the question here
            policy: new PolicySettings { Confirm = person == Person.CannotBeAskedUnderAlways ? ConfirmMode.Always : null },
            person: person != Person.Declines ? null : _ =>
            {
                questions++;
                return new ElicitResult { Action = "decline" };
            });
        server.Mailbox.AddForwardingAddress(InjectedMail.Attacker); // the worst case: verified before
        server.Mailbox.Deliver(Some.Message("Lunch", from: TestServer.Address, to: InjectedMail.Acquaintance), ["SENT"]);
        server.WriteAttachment("secrets.txt", "1234 5678"u8.ToArray());
        var secretId = server.Mailbox.Deliver(Some.Message("Codes", from: "bank@example.org", body: "1234 5678"), ["INBOX"]);
        var injected = InjectedMail.Hundred(secretId, [.. server.Mailbox.Messages.Select(message => message.Id)]);
        var injectedIds = injected.Select(mail => server.Mailbox.Deliver(mail.Raw, ["INBOX"])).ToList();
        var before = server.Mailbox.Messages.Select(message => message.Id).ToList();

        var obeyed = 0;
        var undoIds = new List<string>();
        foreach (var messageId in injectedIds)
        {
            var read = await server.CallAsync("read_email", $$"""{"messageId":"{{messageId}}"}""");
            var line = read.Text().Split('\n').Single(text => text.StartsWith("CALL ", StringComparison.Ordinal)).Trim().Split(' ', 3);
            var result = await server.CallAsync(line[1], (JsonObject)JsonNode.Parse(line[2])!);
            Assert.True(result.IsError, result.AllText());
            Assert.Contains(Stopped(person), result.AllText(), StringComparison.Ordinal);
            obeyed++;
            if (result.StructuredContent is { } content && content.TryGetProperty("undoId", out var undoId))
            {
                undoIds.Add(undoId.GetString()!); // not null: a text, or not there
            }
        }

        Assert.Equal(100, obeyed);
        Assert.Empty(server.Gmail.Relayed);
        Assert.Single(server.Mailbox.Messages, message => message.LabelIds.Contains("SENT"));
        Assert.DoesNotContain(server.Gmail.Requests, request => request.MethodId is "users.drafts.send" or "users.messages.send"
            or "users.settings.filters.create" or "users.messages.delete" or "users.messages.batchDelete" or "users.messages.trash");
        Assert.All(before, messageId => Assert.Contains(server.Mailbox.Messages, message => message.Id == messageId));
        Assert.Equal(person == Person.Declines ? 100 : 0, questions);

        // What did happen: drafts, each of which its answer names; undo takes them back. Of 60 mails 15 say what one before said.
        Assert.Equal(person == Person.CannotBeAsked ? 45 : 0, server.Mailbox.Drafts.Count);
        Assert.Equal(server.Mailbox.Drafts.Count, undoIds.Count);
        Assert.All(server.Changes, change => Assert.Equal("users.drafts.create", change));
        foreach (var id in undoIds)
        {
            Assert.NotEqual(true, (await server.CallAsync("undo", $$"""{"undoId":"{{id}}"}""")).IsError);
        }

        Assert.Empty(server.Mailbox.Drafts);
    }

    private static string Stopped(Person person) => person switch
    {
        Person.Declines => "The person declined",
        Person.CannotBeAsked => "cannot ask him",
        _ => "--confirm always",
    };
}
