using System.Text.Json.Nodes;
using Gmail.Emulator;
using GmailMcp.Hosting;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Changing a draft loses nothing that nobody spoke of.</summary>
public sealed class UpdateDraftTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 255, 13, 10];

    [Fact]
    public async Task What_is_not_given_stays()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDraftAsync(server);
        var before = Only(server);

        var result = await UpdateAsync(server, draftId, """{"subject":"Other"}""");

        var after = Only(server);
        Assert.Equal($"Draft {draftId} updated.", result.Text());
        Assert.Equal("Other", after.Subject);
        Assert.Equal(before.To.ToString(), after.To.ToString());
        Assert.Equal(before.Bcc.ToString(), after.Bcc.ToString());
        Assert.Equal("kept", after.Headers["X-Note"]);
        Assert.Equal(before.TextBody, after.TextBody);
        Assert.Equal(before.HtmlBody, after.HtmlBody);
        Assert.Equal(Files(before), Files(after));
    }

    [Fact]
    public async Task A_new_text_replaces_both_forms_and_keeps_files_and_pictures()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDraftAsync(server);
        var before = Only(server);

        await UpdateAsync(server, draftId, """{"body":"New words"}""");

        var after = Only(server);
        Assert.Equal("New words", after.TextBody!.TrimEnd());
        Assert.Contains("New words", after.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Old words", after.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(Files(before), Files(after));
    }

    [Fact]
    public async Task Files_are_replaced_when_given_and_gone_when_none_are()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("new.txt", "New."u8.ToArray());
        var draftId = await PersonsDraftAsync(server);

        await UpdateAsync(server, draftId, """{"attachments":["new.txt"],"to":[]}""");
        var replaced = Only(server);
        await UpdateAsync(server, draftId, """{"attachments":[]}""");
        var none = Only(server);

        Assert.Equal("new.txt", Assert.Single(replaced.Attachments.OfType<MimePart>()).FileName);
        Assert.Empty(replaced.To);
        Assert.Empty(none.Attachments);
        Assert.Contains("Old words", none.HtmlBody, StringComparison.Ordinal);
        Assert.Single(none.BodyParts.OfType<MimePart>(), part => part.ContentId == "pic@example.org");
    }

    [Fact]
    public async Task Stays_an_answer_in_its_thread()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Plans"));
        var draft = await server.CallAsync(
            "draft_email",
            new JsonObject { ["to"] = new JsonArray("ann@example.org"), ["subject"] = "Re: Plans", ["body"] = "A", ["inReplyTo"] = id });

        var result = await UpdateAsync(server, draft.Field("draftId")!, """{"body":"B"}""");

        var parent = server.Mailbox.Messages.Single(message => message.Id == id);
        Assert.Equal(parent.ThreadId, result.Field("threadId"));
        Assert.Equal(parent.Mime.MessageId, Only(server).InReplyTo);
    }

    [Fact]
    public async Task A_draft_that_somebody_changed_meanwhile_is_left_alone()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDraftAsync(server);
        var read = await server.CallAsync("get_draft", $$"""{"draftId":"{{draftId}}"}""");
        await UpdateAsync(server, draftId, """{"subject":"Theirs"}""");

        var refused = await UpdateAsync(server, draftId, $$"""{"subject":"Mine","revision":"{{read.Field("revision")}}"}""");

        Assert.True(refused.IsError);
        Assert.Contains("was changed since it was read", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("Theirs", Only(server).Subject);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDraftAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.update");

        var result = await UpdateAsync(server, draftId, """{"subject":"Other"}""");

        Assert.Null(result.IsError);
        Assert.Equal("Other", Only(server).Subject);
    }

    [Theory]
    [InlineData("""{"subject":"a\r\nBcc: eve@example.net"}""", "subject")]
    [InlineData("""{"to":["a@example.org, b@example.org"]}""", "more than one address")]
    [InlineData("""{"attachments":["/etc/passwd"]}""", "passwd")]
    public async Task Refuses_what_cannot_be_written(string changes, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDraftAsync(server);

        var refused = await UpdateAsync(server, draftId, changes);

        Assert.True(refused.IsError);
        Assert.Contains(expected, refused.AllText(), StringComparison.Ordinal);
        Assert.Equal("Plans", Only(server).Subject);
    }

    // As Gmail's own page makes them: text and HTML, a picture in it, a file beside it.
    private static async Task<string> PersonsDraftAsync(TestServer server)
    {
        var builder = new BodyBuilder
        {
            TextBody = "Old words",
            HtmlBody = "<p>Old words <img src=\"cid:pic@example.org\"></p>",
        };
        builder.LinkedResources.Add("pic.png", Picture).ContentId = "pic@example.org";
        builder.Attachments.Add("data.bin", Picture);
        using var message = new MimeMessage { Subject = "Plans", Body = builder.ToMessageBody() };
        message.To.Add(new MailboxAddress("Änne", "ann@example.org"));
        message.Bcc.Add(new MailboxAddress("", "bob@example.org"));
        message.Headers.Add("X-Note", "kept");
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        var person = Emulated.Connect(server.Gmail, TestServer.Address, TimeProvider.System);
        var draft = await person.Drafts.CreateAsync(
            global::Gmail.MimeContent.FromBytes(bytes.ToArray()), cancellationToken: TestContext.Current.CancellationToken);
        return draft.Id!;
    }

    private static async Task<ModelContextProtocol.Protocol.CallToolResult> UpdateAsync(TestServer server, string draftId, string changes)
    {
        var arguments = (JsonObject)JsonNode.Parse(changes)!;
        arguments["draftId"] = draftId;
        return await server.CallAsync("update_draft", arguments);
    }

    private static MimeMessage Only(TestServer server) =>
        server.Mailbox.Messages.Single(message => message.LabelIds.Contains("DRAFT")).Mime;

    private static List<string> Files(MimeMessage message) => [.. message.BodyParts.OfType<MimePart>()
        .Where(part => part is not TextPart)
        .Select(part =>
        {
            using var bytes = new MemoryStream();
            part.Content!.DecodeTo(bytes);
            return $"{part.FileName} {part.ContentId} {part.ContentDisposition?.Disposition} {Convert.ToHexString(bytes.ToArray())}";
        })
        .Order(StringComparer.Ordinal)];
}
