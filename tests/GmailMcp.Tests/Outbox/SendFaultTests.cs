using System.Text.Json.Nodes;
using Gmail.Emulator;
using GmailMcp.Hosting;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Tests.EndToEnd;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Outbox;

/// <summary>Lost answers, repeated calls and meddling: what is said of a send is true, and no mail leaves twice.</summary>
public sealed class SendFaultTests
{
    private const string Mail = """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""";

    // The bar is 1,000 (GMAIL_MCP_SEND_FAULTS=1000).
    private static readonly int Faults = FullSize.Of("GMAIL_MCP_SEND_FAULTS", 100);

    // The cap of a day is not what these tests are about.
    private static readonly PolicySettings ManyADay = new() { Caps = new Dictionary<CappedAct, int> { [CappedAct.Send] = 100_000 } };

    // The bar is one run in twenty (GMAIL_MCP_SEND_REAL_WAITS=50): each mail waits up to 90 seconds, all of them at once.
    private static readonly int RealWaits = FullSize.Of("GMAIL_MCP_SEND_REAL_WAITS", 0);

    [Fact]
    public async Task No_lost_answer_makes_a_second_copy_or_a_false_claim()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: time, policy: ManyADay);
        var random = new Random(5);
        for (var i = 0; i < Faults; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1)); // or Gmail's quota for a minute would hold the test up
            var mail = Call($"Mail {i}", $"Text {i}");
            var step = random.Next(3) == 0 ? "users.drafts.create" : "users.drafts.send";
            server.Gmail.Faults.Add(random.Next(4) switch
            {
                0 => EmulatedFault.ResetBeforeWork(),
                1 => EmulatedFault.BackendError(),
                _ => EmulatedFault.ResetAfterWork(),
            }, step);

            var answer = await server.CallAsync("send_email", mail);
            Assert.Equal(answer.IsError is null ? i + 1 : i, server.Gmail.Relayed.Count);
            var again = await server.CallAsync("send_email", mail);

            Assert.True(again.IsError is null, again.Text());
            Assert.Equal("sent", again.Field("state"));
            Assert.Equal(i + 1, server.Gmail.Relayed.Count);
            var sent = Assert.Single(server.Mailbox.Messages, message => message.Id == again.Field("messageId"));
            Assert.Contains("SENT", sent.LabelIds);
        }

        Assert.Empty(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task Nor_does_one_with_the_waits_of_the_product()
    {
        Assert.SkipUnless(RealWaits > 0, "it waits as long as the product does: GMAIL_MCP_SEND_REAL_WAITS=50 runs it");

        await Task.WhenAll(Enumerable.Range(0, RealWaits).Select(LoseOneAsync));
    }

    private static async Task LoseOneAsync(int number)
    {
        await using var server = await TestServer.StartAsync(sendLimits: new SendLimits());
        server.Gmail.Faults.Add(
            (number % 4) switch
            {
                0 => EmulatedFault.ResetBeforeWork(),
                1 => EmulatedFault.BackendError(),
                _ => EmulatedFault.ResetAfterWork(),
            },
            number % 3 == 0 ? "users.drafts.create" : "users.drafts.send");

        var answer = await server.CallAsync("send_email", Mail);
        Assert.Equal(answer.IsError is null ? 1 : 0, server.Gmail.Relayed.Count);
        var again = await server.CallAsync("send_email", Mail);

        Assert.Equal("sent", again.Field("state"));
        Assert.Single(server.Gmail.Relayed);
        Assert.Empty(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task The_same_call_again_is_answered_and_not_sent()
    {
        await using var server = await TestServer.StartAsync();

        var first = await server.CallAsync("send_email", Mail);
        var second = await server.CallAsync("send_email", Mail);

        Assert.Equal(first.Field("messageId"), second.Field("messageId"));
        Assert.Equal(first.Text(), second.Text());
        Assert.DoesNotContain("replayed", first.AllText(), StringComparison.Ordinal);
        Assert.Equal("true", second.Field("replayed"), ignoreCase: true);
        Assert.Contains("(replayed)", second.AllText(), StringComparison.Ordinal);
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Eleven_minutes_later_the_same_words_are_a_new_mail_but_a_key_is_remembered()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: time);
        var keyed = Call("Keyed", "Text");
        keyed["idempotencyKey"] = "one";
        await server.CallAsync("send_email", Mail);
        await server.CallAsync("send_email", (JsonObject)keyed.DeepClone());

        time.Advance(TimeSpan.FromMinutes(11));
        await server.CallAsync("send_email", Mail);
        var replayed = await server.CallAsync("send_email", keyed);

        Assert.Equal("true", replayed.Field("replayed"), ignoreCase: true);
        Assert.Equal(3, server.Gmail.Relayed.Count);
    }

    [Fact]
    public async Task An_unknown_end_is_met_again_and_no_second_copy_is_made()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var meddling = new TaskCompletionSource<EmulatedGmail>();
        await using var server = await TestServer.StartAsync(time: time, between: gmail =>
            new InterceptedGmail(gmail, "/drafts/send", async _ => await DeleteDraftAsync(await meddling.Task, time)));
        meddling.SetResult(server.Gmail);

        var first = await server.CallAsync("send_email", Mail);
        time.Advance(TimeSpan.FromMinutes(11));
        var second = await server.CallAsync("send_email", Mail);

        Assert.Equal(["unknown", "unknown"], new[] { first.Field("state"), second.Field("state") });
        Assert.Equal(["users.drafts.create", "users.drafts.send"], server.Changes.Where(change => change != "users.drafts.delete"));
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Another_mail_of_the_same_subject_to_the_same_person_is_no_proof()
    {
        var meddling = new TaskCompletionSource<EmulatedGmail>();
        await using var server = await TestServer.StartAsync(between: gmail =>
            new InterceptedGmail(gmail, "/drafts/send", async _ =>
            {
                var person = await meddling.Task;
                await DeleteDraftAsync(person, TimeProvider.System);
                var other = Emulated.Connect(person, TestServer.Address, TimeProvider.System);
                await other.Messages.SendAsync(
                    global::Gmail.MimeContent.FromBytes("To: ann@example.org\r\nSubject: Hello\r\n\r\nOther words.\r\n"u8.ToArray()),
                    cancellationToken: CancellationToken.None);
            }));
        meddling.SetResult(server.Gmail);

        var answer = await server.CallAsync("send_email", Mail);

        Assert.Equal("unknown", answer.Field("state"));
        Assert.Single(server.Gmail.Relayed); // the other one
    }

    [Fact]
    public async Task A_refused_mail_sent_again_leaves_from_the_same_draft()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.drafts.send");

        var refused = await server.CallAsync("send_email", Mail);
        var sent = await server.CallAsync("send_email", Mail);

        Assert.Equal("not_sent", refused.Field("state"));
        Assert.Equal("sent", sent.Field("state"));
        Assert.Single(server.Changes, change => change == "users.drafts.create");
        Assert.Empty(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task A_draft_that_the_person_changed_meanwhile_is_not_sent_as_it_was_composed()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.drafts.send");
        var refused = await server.CallAsync("send_email", Mail);
        var person = Emulated.Connect(server.Gmail, TestServer.Address, TimeProvider.System);
        await person.Drafts.UpdateAsync(
            refused.Field("draftId")!,
            global::Gmail.MimeContent.FromBytes("To: eve@example.org\r\nSubject: Hello\r\n\r\nOther words.\r\n"u8.ToArray()),
            cancellationToken: TestContext.Current.CancellationToken);

        var again = await server.CallAsync("send_email", Mail);

        Assert.Equal("not_sent", again.Field("state"));
        Assert.Contains("changed in Gmail", again.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task A_key_of_another_mail_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var first = Call("One", "Text");
        var second = Call("Two", "Text");
        first["idempotencyKey"] = "the key";
        second["idempotencyKey"] = "the key";

        await server.CallAsync("send_email", first);
        var refused = await server.CallAsync("send_email", second);

        Assert.True(refused.IsError);
        Assert.StartsWith("Error: This idempotencyKey was used before for another mail", refused.Text(), StringComparison.Ordinal);
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Nothing_is_sent_where_the_journal_cannot_be_written()
    {
        await using var server = await TestServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Home, "state"), "no folder", TestContext.Current.CancellationToken);

        var refused = await server.CallAsync("send_email", Mail);

        Assert.True(refused.IsError);
        Assert.Contains("GMAIL_MCP_STATE_DIR", refused.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Nothing_is_sent_where_the_journal_is_damaged_and_half_a_line_is_no_damage()
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("send_email", Mail);
        var journal = Assert.Single(Directory.GetFiles(Path.Combine(server.Home, "state", "outbox"), "*.journal"));
        await File.AppendAllTextAsync(journal, "{\"key\":\"ab", TestContext.Current.CancellationToken);

        var fine = await server.CallAsync("send_email", Call("After half a line", "Text"));
        await File.AppendAllTextAsync(journal, "garbage\n", TestContext.Current.CancellationToken);
        var refused = await server.CallAsync("send_email", Call("After garbage", "Text"));

        Assert.Equal("sent", fine.Field("state"));
        Assert.True(refused.IsError);
        Assert.Contains("is damaged, so nothing is sent", refused.Text(), StringComparison.Ordinal);
        Assert.Equal(2, server.Gmail.Relayed.Count);
    }

    [Fact]
    public async Task The_journal_holds_no_word_and_no_address()
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("send_email", Mail);

        var journal = Assert.Single(Directory.GetFiles(Path.Combine(server.Home, "state", "outbox"), "*.journal"));
        var text = await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken);

        Assert.Contains("\"state\":\"sent\"", text, StringComparison.Ordinal);
        Assert.All(["Hello", "ann", "example", "owner"], word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journal));
        }
    }

    private static JsonObject Call(string subject, string body) => new()
    {
        ["to"] = new JsonArray("ann@example.org"),
        ["subject"] = subject,
        ["body"] = body,
    };

    private static async Task DeleteDraftAsync(EmulatedGmail gmail, TimeProvider time)
    {
        var person = Emulated.Connect(gmail, TestServer.Address, time);
        if (gmail[TestServer.Address].Drafts is [var draft, ..])
        {
            await person.Drafts.DeleteAsync(draft.Id);
        }
    }
}
