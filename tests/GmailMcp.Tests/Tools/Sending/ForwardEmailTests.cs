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
