using System.Text.Json.Nodes;
using Gmail.Emulator;
using MimeKit;
using Testing;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Every mail at hand answered by both tools: to the right people, with the right headers, in one thread for the person who
/// answers and for another who got the same mail.</summary>
public sealed class RealAnswersTests
{
    private const string Other = "other@example.net";

    // The units that a mailbox has for one minute are enough for the answers to about so many.
    private const int MessagesInAMailbox = 12;

    [Fact]
    public async Task Answers_every_mail_of_others()
    {
        Assert.SkipWhen(Repository.SharedData is null, "no real mail: GMAIL_MCP_TEST_MAIL names no folder with messages/");
        await AnswerAllAsync(Directory.GetFiles(Path.Combine(Repository.SharedData!, "mail", "messages"), "*.eml"));
    }

    [Fact]
    public Task Answers_every_mail_of_the_other_tests() => AnswerAllAsync(
        [.. ((string[])["Mail", "Tools"]).SelectMany(room => Directory.GetFiles(
            Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", room), "*.eml", SearchOption.AllDirectories))]);

    private static async Task AnswerAllAsync(string[] files)
    {
        var tally = new Tally();
        foreach (var some in files.Order(StringComparer.Ordinal).Chunk(MessagesInAMailbox))
        {
            await using var server = await TestServer.StartAsync();
            var other = server.Gmail.AddAccount(Other, "Other");
            foreach (var file in some)
            {
                var raw = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
                var (here, there) = (server.Mailbox.Deliver(raw), other.Deliver(raw));
                foreach (var toAll in (bool[])[false, true])
                {
                    await CheckAsync(new Answered(server, other, Path.GetFileName(file), raw, here, there, toAll), tally);
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', tally.Wrong.Prepend(tally.ToString())));
        Assert.Equal("", string.Join('\n', tally.Wrong));
        Assert.True(tally.Sent > files.Length, tally.ToString());
    }

    private static async Task CheckAsync(Answered answered, Tally tally)
    {
        var (server, other, name, raw, here, there, toAll) = answered;
        var headers = new RawHeaders(raw);
        var (to, cc) = Expected(headers, toAll);
        var tool = toAll ? "reply_all" : "reply_to_email";
        var result = await server.CallAsync(
            tool, new JsonObject { ["messageId"] = here, ["body"] = $"{tool} to {name}", ["cc"] = new JsonArray(Other) });
        if (to.Count == 0)
        {
            tally.Refused++;
            Check(result.IsError == true && result.Text().Contains("names nobody", StringComparison.Ordinal), "not refused");
            return;
        }

        if (result.IsError == true)
        {
            Check(false, result.Text());
            return;
        }

        tally.Sent++;
        var sent = server.Mailbox.Messages.Single(message => message.Id == result.Field("messageId"));
        var arrived = other.Messages.Single(message => message.Mime.MessageId == sent.Mime.MessageId);
        CheckPeople("To", to, sent.Mime.To);
        CheckPeople("Cc", [.. cc, Other], sent.Mime.Cc);
        Check(Field(sent, "In-Reply-To") == (headers.MessageId ?? ""), $"In-Reply-To {Field(sent, "In-Reply-To")}");
        Check(Field(sent, "References") == string.Join(' ', headers.ThreadOfAnswer()), $"References {Field(sent, "References")}");
        if (headers.MessageId is null)
        {
            tally.WithoutId++; // nothing names it; Gmail gives such mail an id when it arrives by SMTP
            return;
        }

        tally.Threaded++;
        Check(sent.ThreadId == server.Mailbox.Messages.Single(message => message.Id == here).ThreadId, "another thread here");
        Check(arrived.ThreadId == other.Messages.Single(message => message.Id == there).ThreadId, "another thread there");

        void CheckPeople(string field, IReadOnlyList<string> expected, InternetAddressList actual)
        {
            var reached = actual.Mailboxes.Select(mailbox => mailbox.Address.ToLowerInvariant()).ToList();
            Check(expected.SequenceEqual(reached), $"{field} is {string.Join(' ', reached)}, not {string.Join(' ', expected)}");
        }

        void Check(bool holds, string what)
        {
            if (!holds)
            {
                tally.Wrong.Add($"{name}, {tool}: {what}");
            }
        }
    }

    private static (IReadOnlyList<string> To, IReadOnlyList<string> Cc) Expected(RawHeaders headers, bool toAll)
    {
        var (from, replyTo) = (headers.Addresses("From", all: false), headers.Addresses("Reply-To"));
        var isOwn = from.Count > 0 && from.Concat(replyTo).All(address => address == TestServer.Address);
        var direct = isOwn ? headers.Addresses("To") : replyTo.Count > 0 ? replyTo : from;
        var others = !toAll ? [] : isOwn ? headers.Addresses("Cc") : headers.Addresses("To").Concat(headers.Addresses("Cc"));
        var to = direct.Where(address => address != TestServer.Address).Distinct().ToList();
        if (to.Count == 0 && direct.Count > 0)
        {
            to = [TestServer.Address];
        }

        var cc = others.Where(address => address != TestServer.Address).Distinct().Except(to).ToList();
        return to.Count > 0 ? (to, cc) : (cc, []);
    }

    private static string Field(EmulatedMessage message, string name) =>
        string.Join(' ', (message.Mime.Headers[name] ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed record Answered(
        TestServer Server, EmulatedMailbox Other, string Name, byte[] Raw, string Here, string There, bool ToAll);

    private sealed class Tally
    {
        public List<string> Wrong { get; } = [];

        public int Sent { get; set; }

        public int Refused { get; set; }

        public int Threaded { get; set; }

        public int WithoutId { get; set; }

        public override string ToString() =>
            $"{Sent} answers sent, {Threaded} in their thread on both sides, {WithoutId} to mail without an id, {Refused} refused: nobody to answer";
    }
}
