using FsCheck.Xunit;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

[Properties(Arbitrary = [typeof(HostilePart)], MaxTest = 100)]
public sealed class HostileMessageTests
{
    [Property]
    public void Any_payload_is_read_and_its_attachments_are_found(HostilePart payload)
    {
        var message = SomeMail.Message(payload.Value);

        var readable = MessageReader.Read(message);

        Assert.NotNull(readable.Body);
        Assert.All(readable.Attachments, attachment =>
        {
            Assert.NotEmpty(attachment.FileName);
            Assert.NotEqual(AttachmentLookup.NotFound, MessageReader.FindAttachment(message, attachment.PartId));
            Assert.NotEqual(AttachmentLookup.NotFound, MessageReader.FindAttachment(message, attachment.FileName));
            Assert.NotNull(attachment.DecodeInlineData());
        });
    }

    [Property]
    public void What_is_shown_of_the_headers_is_one_line_each(HostilePart payload)
    {
        var message = SomeMail.Message(payload.Value);
        var headers = MessageReader.Read(message).Headers;
        var summary = MessageReader.Summarize(message);

        string[] shown =
        [
            headers.Subject, headers.From, headers.To, headers.Cc, headers.Bcc, headers.ReplyTo, headers.Date,
            headers.MessageId ?? "", .. headers.References, .. headers.InReplyTo,
            summary.Subject, summary.From, summary.To, summary.Date, summary.Snippet,
            .. headers.FromAddresses.Select(address => address.ToString()),
            .. MessageReader.Read(message).Attachments.Select(attachment => attachment.FileName),
        ];

        Assert.All(shown, text => Assert.DoesNotContain(text, c => char.IsControl(c) || c is '\u2028' or '\u2029'));
    }

    [Property]
    public void Any_message_can_be_answered(HostilePart payload)
    {
        var reply = ReplyHeaders.To(MessageReader.Read(SomeMail.Message(payload.Value)).Headers);

        Assert.Null(HeaderText.FirstForbidden(reply.Subject));
        Assert.All(reply.References, id => Assert.DoesNotContain(id, c => c is < '!' or > '~'));
        Assert.True(reply.InReplyTo is null || reply.InReplyTo == reply.References[^1]);
    }

    [Fact]
    public void A_Message_ID_that_no_header_can_hold_is_not_answered()
    {
        var parent = SomeMail.Message(new Gmail.Messages.MessagePart
        {
            Headers = [new() { Name = "Message-ID", Value = "<a\u202Eb@example.org>" }],
        });

        var reply = ReplyHeaders.To(MessageReader.Read(parent).Headers);

        Assert.Null(reply.InReplyTo);
        Assert.Empty(reply.References);
    }
}
