using System.Text;
using System.Text.Json.Nodes;
using Gmail.Emulator;
using MimeKit;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Changing a draft loses nothing that nobody spoke of.</summary>
public sealed class UpdateDraftTests
{
    [Fact]
    public async Task What_is_not_given_stays()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        var before = PersonsDrafts.Only(server);

        var result = await UpdateAsync(server, draftId, """{"subject":"Other"}""");

        var after = PersonsDrafts.Only(server);
        Assert.Equal($"Draft {draftId} updated.", result.Text());
        Assert.Equal("Other", after.Subject);
        Assert.Equal(before.To.ToString(), after.To.ToString());
        Assert.Equal(before.Bcc.ToString(), after.Bcc.ToString());
        Assert.Equal("kept", after.Headers["X-Note"]);
        Assert.Equal(before.TextBody, after.TextBody);
        Assert.Equal(before.HtmlBody, after.HtmlBody);
        Assert.Equal(PersonsDrafts.Files(before), PersonsDrafts.Files(after));
    }

    [Fact]
    public async Task Files_are_replaced_when_given_and_gone_when_none_are()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("new.txt", "New."u8.ToArray());
        var draftId = await PersonsDrafts.AddRichAsync(server);

        await UpdateAsync(server, draftId, """{"attachments":["new.txt"],"to":[]}""");
        var replaced = PersonsDrafts.Only(server);
        await UpdateAsync(server, draftId, """{"attachments":[]}""");
        var none = PersonsDrafts.Only(server);

        Assert.Equal("new.txt", Assert.Single(replaced.Attachments.OfType<MimePart>()).FileName);
        Assert.Empty(replaced.To);
        Assert.Empty(none.Attachments);
        Assert.Contains("Old words", none.HtmlBody, StringComparison.Ordinal);
        Assert.Single(none.BodyParts.OfType<MimePart>(), part => part.ContentId == "pic@example.org");
    }

    [Theory]
    [InlineData("""{"body":"B"}""")]
    [InlineData("""{"subject":"Re: Plans"}""")]
    [InlineData("""{"subject":"Plans"}""")]
    [InlineData("""{"subject":"RE: plans","body":"B"}""")]
    public async Task Stays_an_answer_in_its_thread(string changes)
    {
        await using var server = await TestServer.StartAsync();
        var (draftId, parent) = await AnswerAsync(server);

        var result = await UpdateAsync(server, draftId, changes);

        Assert.Equal(parent.ThreadId, result.Field("threadId"));
        Assert.Equal(parent.Mime.MessageId, PersonsDrafts.Only(server).InReplyTo);
        Assert.Single(result.Content);
    }

    [Fact]
    public async Task Says_that_an_answer_left_its_thread()
    {
        await using var server = await TestServer.StartAsync();
        var (draftId, parent) = await AnswerAsync(server);

        var result = await UpdateAsync(server, draftId, """{"subject":"Something else"}""");

        Assert.NotEqual(parent.ThreadId, result.Field("threadId"));
        Assert.Contains("Gmail took the draft out of its thread", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_speak_of_a_thread_where_nothing_is_answered()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);

        Assert.Single((await UpdateAsync(server, draftId, """{"subject":"Other"}""")).Content);
    }

    [Fact]
    public async Task A_draft_that_somebody_changed_meanwhile_is_left_alone()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        var read = await server.CallAsync("get_draft", $$"""{"draftId":"{{draftId}}"}""");
        await UpdateAsync(server, draftId, """{"subject":"Theirs"}""");

        var refused = await UpdateAsync(server, draftId, $$"""{"subject":"Mine","revision":"{{read.Field("revision")}}"}""");

        Assert.True(refused.IsError);
        Assert.Contains("was changed since it was read", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("Theirs", PersonsDrafts.Only(server).Subject);
    }

    [Theory]
    [InlineData("""{"subject":"a\r\nBcc: eve@example.net"}""", "subject")]
    [InlineData("""{"to":["a@example.org, b@example.org"]}""", "more than one address")]
    [InlineData("""{"attachments":["/etc/passwd"]}""", "passwd")]
    public async Task Refuses_what_cannot_be_written(string changes, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);

        var refused = await UpdateAsync(server, draftId, changes);

        Assert.True(refused.IsError);
        Assert.Contains(expected, refused.AllText(), StringComparison.Ordinal);
        Assert.Equal("Plans", PersonsDrafts.Only(server).Subject);
    }

    [Fact]
    public async Task Takes_files_in_every_form()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("path.txt", "By path."u8.ToArray());
        var mailId = server.Mailbox.Deliver(Some.MessageWithAttachment("mail.bin", [1, 2, 3]));
        var draftId = await PersonsDrafts.AddRichAsync(server);
        var partId = (await server.CallAsync("read_email", $$"""{"messageId":"{{mailId}}"}""")).Field("attachments", 0, "partId");

        await UpdateAsync(server, draftId, new JsonObject
        {
            ["attachments"] = new JsonArray(
                "path.txt",
                """{"filename":"inline.txt","contentBase64":"SW5saW5lLg=="}""",
                $$"""{"messageId":"{{mailId}}","partId":"{{partId}}"}"""),
        }.ToJsonString());

        var after = PersonsDrafts.Only(server);
        Assert.Equal(
            ["path.txt By path.", "inline.txt Inline.", "mail.bin \u0001\u0002\u0003"],
            after.Attachments.OfType<MimePart>().Select(part =>
            {
                using var bytes = new MemoryStream();
                part.Content!.DecodeTo(bytes);
                return $"{part.FileName} {Encoding.ASCII.GetString(bytes.ToArray())}";
            }));
    }

    [Fact]
    public async Task Says_that_there_is_none()
    {
        await using var server = await TestServer.StartAsync();

        var result = await UpdateAsync(server, "r1", """{"subject":"Other"}""");

        Assert.True(result.IsError);
        Assert.Contains("Draft r1 was not found", result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Takes_no_more_people_than_Gmail_does()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        var people = new JsonArray([.. Enumerable.Range(0, 500).Select(i => (JsonNode)$"p{i}@example.org")]);

        var refused = await UpdateAsync(server, draftId, new JsonObject { ["to"] = people }.ToJsonString());

        Assert.True(refused.IsError);
        Assert.Contains("501 recipients", refused.Text(), StringComparison.Ordinal); // with the one in Bcc
        Assert.Equal("Änne <ann@example.org>", PersonsDrafts.Only(server).To.ToString().Replace("\"", "", StringComparison.Ordinal));
    }

    private static async Task<(string DraftId, EmulatedMessage Parent)> AnswerAsync(TestServer server)
    {
        var id = server.Mailbox.Deliver(Some.Message("Plans"));
        var draft = await server.CallAsync(
            "draft_email",
            new JsonObject { ["to"] = new JsonArray("ann@example.org"), ["subject"] = "Re: Plans", ["body"] = "A", ["inReplyTo"] = id });
        return (draft.Field("draftId")!, server.Mailbox.Messages.Single(message => message.Id == id)); // it was made
    }

    private static Task<CallToolResult> UpdateAsync(TestServer server, string draftId, string changes)
    {
        var arguments = (JsonObject)JsonNode.Parse(changes)!; // an object in every test
        arguments["draftId"] = draftId;
        return server.CallAsync("update_draft", arguments);
    }
}
