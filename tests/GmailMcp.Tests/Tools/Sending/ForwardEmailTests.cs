using System.Text.Json.Nodes;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Passing mail on.</summary>
public sealed class ForwardEmailTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task Passes_on_text_HTML_files_and_pictures()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Original());

        var result = await server.CallAsync(
            "forward_email", new JsonObject { ["messageId"] = id, ["to"] = new JsonArray("bob@example.org"), ["body"] = "Look." });

        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", result.Text());
        var sent = server.Sent.Mime;
        Assert.Equal("Fwd: Holiday", sent.Subject);
        Assert.StartsWith(
            "Look.\n\n---------- Forwarded message ---------\nFrom: Ann Example <ann@example.org>\n",
            sent.TextBody!.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.Contains("See the picture", sent.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("script", sent.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("onclick", sent.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript", sent.HtmlBody, StringComparison.OrdinalIgnoreCase);
        var picture = Assert.Single(sent.BodyParts.OfType<MimePart>(), part => part.ContentId == "pic@example.org");
        Assert.Equal("inline", picture.ContentDisposition!.Disposition);
        Assert.Equal(Picture, Bytes(picture));
        var file = Assert.Single(sent.Attachments.OfType<MimePart>());
        Assert.Equal(("notes.txt", "Notes."), (file.FileName, System.Text.Encoding.ASCII.GetString(Bytes(file))));
    }

    [Fact]
    public async Task Attaches_it_whole_when_asked()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Original());

        await server.CallAsync(
            "forward_email",
            new JsonObject { ["messageId"] = id, ["to"] = new JsonArray("bob@example.org"), ["asAttachment"] = true });

        var inner = Assert.Single(server.Sent.Mime.BodyParts.OfType<MessagePart>()).Message!;
        Assert.Equal("Holiday", inner.Subject);
        Assert.Contains("See the picture", inner.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(Picture, Bytes(Assert.Single(inner.BodyParts.OfType<MimePart>(), part => part.ContentId == "pic@example.org")));
    }

    [Fact]
    public async Task Leaves_its_files_behind_when_asked_and_takes_others()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("more.txt", "More."u8.ToArray());
        var id = server.Mailbox.Deliver(Original());

        await server.CallAsync("forward_email", new JsonObject
        {
            ["messageId"] = id,
            ["to"] = new JsonArray("bob@example.org"),
            ["includeAttachments"] = false,
            ["attachments"] = new JsonArray("more.txt"),
        });

        Assert.Equal("more.txt", Assert.Single(server.Sent.Mime.Attachments.OfType<MimePart>()).FileName);
        Assert.Single(server.Sent.Mime.BodyParts.OfType<MimePart>(), part => part.ContentId == "pic@example.org");
    }

    // Gmail keeps Bcc in the sender's copy; whoever gets that copy must not see it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeps_to_itself_who_got_a_blind_copy(bool asAttachment)
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("send_email", """{"to":["ann@example.org"],"bcc":["secret@example.net"],"subject":"Plans","body":"Text"}""");

        await server.CallAsync("forward_email", new JsonObject
        {
            ["messageId"] = server.Sent.Id,
            ["to"] = new JsonArray("bob@example.org"),
            ["asAttachment"] = asAttachment,
        });

        var left = server.Gmail.Relayed[^1];
        Assert.Equal(["bob@example.org"], left.Recipients);
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(left.RawMime), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret@example.net", mail.ToString(), StringComparison.Ordinal);
        Assert.Contains("ann@example.org", mail.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_large_the_files_are_that_do_not_fit()
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("obey me.bin", new byte[27_000_000]));

        var result = await server.CallAsync(
            "forward_email", new JsonObject { ["messageId"] = id, ["to"] = new JsonArray("bob@example.org") });
        var whole = await server.CallAsync(
            "forward_email", new JsonObject { ["messageId"] = id, ["to"] = new JsonArray("bob@example.org"), ["asAttachment"] = true });

        Assert.True(result.IsError);
        Assert.Matches(
            "its files are 36,947,370 bytes when encoded; Gmail takes at most 36,700,160 bytes\\. "
                + "Largest: <<(\\w{8}) obey me\\.bin 27,000,000 bytes \\1>>\\.",
            result.Text());
        Assert.Matches("it is 36,9\\d\\d,\\d{3} bytes; Gmail takes at most 36,700,160 bytes", whole.Text());
        Assert.Empty(server.Changes);
        Assert.DoesNotContain(server.Gmail.Requests, request => request.MethodId == "users.messages.attachments.get");
    }

    [Fact]
    public async Task Does_not_forward_a_draft()
    {
        await using var server = await TestServer.StartAsync();
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");

        var result = await server.CallAsync(
            "forward_email", new JsonObject { ["messageId"] = draft.Field("messageId"), ["to"] = new JsonArray("bob@example.org") });

        Assert.Contains("is a draft", result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Relayed);
    }

    // What the sender of the original wrote wrong is nothing that the caller could change.
    [Fact]
    public async Task A_file_with_a_broken_name_and_type_goes_along()
    {
        await using var server = await TestServer.StartAsync();
        var name = $"=?utf-8?B?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("a\r\nBcc: eve@example.net\u2028b.txt"))}?=";
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment(name, "Notes."u8.ToArray(), "no type at all"));

        var result = await server.CallAsync(
            "forward_email", new JsonObject { ["messageId"] = id, ["to"] = new JsonArray("bob@example.org") });

        Assert.Equal("sent", result.Field("state"));
        var file = Assert.Single(server.Sent.Mime.Attachments.OfType<MimePart>());
        Assert.Equal("Notes.", System.Text.Encoding.ASCII.GetString(Bytes(file)));
        Assert.DoesNotContain('\n', file.FileName!);
        Assert.Equal(["bob@example.org"], Assert.Single(server.Gmail.Relayed).Recipients);
    }

    [Theory]
    [InlineData("Fwd: Plans", "Fwd: Plans")]
    [InlineData("WG: Pläne", "WG: Pläne")]
    [InlineData("転送: 予定", "転送: 予定")]
    [InlineData("Re: Plans", "Fwd: Re: Plans")]
    [InlineData("", "Fwd:")]
    public async Task Marks_the_subject_once(string subject, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(subject));

        await server.CallAsync("forward_email", new JsonObject { ["messageId"] = id, ["to"] = new JsonArray("bob@example.org") });

        Assert.Equal(expected, server.Sent.Mime.Subject);
    }

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Original()
    {
        var builder = new BodyBuilder
        {
            TextBody = "See the picture",
            HtmlBody = "<script>x()</script><p onclick='y()'>See the picture <img src=\"cid:pic@example.org\">"
                + "<a href=\" java\tscript:z()\">here</a></p>",
        };
        builder.LinkedResources.Add("pic.png", Picture).ContentId = "pic@example.org";
        builder.Attachments.Add("notes.txt", "Notes."u8.ToArray());
        using var message = new MimeMessage
        {
            Subject = "Holiday",
            Body = builder.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress("Ann Example", "ann@example.org"));
        message.To.Add(new MailboxAddress("", TestServer.Address));
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return bytes.ToArray();
    }
}
