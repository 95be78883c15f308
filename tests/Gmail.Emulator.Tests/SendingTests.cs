using System.Text;

namespace Gmail.Emulator.Tests;

public sealed class SendingTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Delivers_between_accounts_and_keeps_a_sent_copy()
    {
        var reply = await SendAsync(Some.Mail(from: null, to: Api.Ben));
        Assert.Equal(["SENT"], reply.Strings("labelIds"));
        Assert.Equal("Lunch", Assert.Single(_api.Mailbox.Messages).Mime.Subject);
        var arrived = Assert.Single(_api.Other.Messages);
        Assert.Equal(["INBOX", "UNREAD"], arrived.LabelIds.Order());
        Assert.NotEqual(reply.String("id"), arrived.Id);
        Assert.Equal(Api.Ben, arrived.Mime.Headers["Delivered-To"]);
    }

    [Fact]
    public async Task Replaces_the_Message_ID()
    {
        await SendAsync(Some.Mail(from: null, to: Api.Ben, messageId: "<mine@example.com>"));
        var sent = _api.Mailbox.Messages[0].Mime.MessageId;
        Assert.EndsWith("@mail.gmail.com", sent, StringComparison.Ordinal);
        Assert.Equal(sent, _api.Other.Messages[0].Mime.MessageId);
        Assert.Empty(await _api.SearchAsync("rfc822msgid:mine@example.com"));
    }

    [Theory]
    [InlineData(null, "anna@example.com")]
    [InlineData("Mallory <mallory@example.org>", "anna@example.com")]
    [InlineData("Office <office@example.com>", "office@example.com")]
    [InlineData("Later <pending@example.com>", "anna@example.com")]
    public async Task Forces_From_to_the_account_or_a_verified_alias(string? from, string expected)
    {
        _api.Mailbox.AddSendAs("office@example.com", "Office");
        _api.Mailbox.AddSendAs("pending@example.com", "Pending", isVerified: false);
        await SendAsync(Some.Mail(from: from, to: Api.Ben));
        Assert.Equal(expected, _api.Other.Messages[0].Mime.From.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Keeps_Bcc_in_the_sent_copy_only()
    {
        await SendAsync(Some.Mail(from: null, to: "carla@example.org", headers: $"Bcc: {Api.Ben}\r\n"));
        Assert.Equal(Api.Ben, _api.Mailbox.Messages[0].Mime.Bcc.Mailboxes.Single().Address);
        Assert.Empty(_api.Other.Messages[0].Mime.Bcc);
        Assert.DoesNotContain("Bcc", Encoding.UTF8.GetString(_api.Other.Messages[0].Raw), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adds_a_date_where_there_is_none()
    {
        await SendAsync(Some.Lines($"To: {Api.Ben}", "Subject: x", "", "text"));
        Assert.Equal(_api.Clock.GetUtcNow(), _api.Other.Messages[0].Mime.Date);
    }

    [Fact]
    public async Task Leaves_the_body_byte_for_byte()
    {
        var raw = Some.MailWithAttachments();
        await SendAsync(raw);
        static string Body(byte[] mime) => Encoding.Latin1.GetString(mime).Split("\r\n\r\n", 2)[1];
        Assert.Equal(Body(raw), Body(_api.Mailbox.Messages[0].Raw));
    }

    [Fact]
    public async Task Mail_to_oneself_is_one_message_sent_and_received()
    {
        await SendAsync(Some.Mail(from: null));
        Assert.Equal(["INBOX", "SENT", "UNREAD"], Assert.Single(_api.Mailbox.Messages).LabelIds.Order());
    }

    [Theory]
    [InlineData("To: \r\n", "Recipient address required")]
    [InlineData("", "Recipient address required")]
    [InlineData("To: nobody\r\n", "Invalid To header")]
    [InlineData("Cc: x@\r\n", "Invalid Cc header")]
    public async Task Needs_recipients_that_are_addresses(string header, string message)
    {
        var reply = await SendAsync(Encoding.ASCII.GetBytes(header + "Subject: x\r\n\r\ntext"));
        Assert.Equal((400, message), (reply.Status, reply.ErrorMessage));
        Assert.Empty(_api.Mailbox.Messages);
    }

    [Fact]
    public async Task Takes_500_recipients_and_no_more()
    {
        string To(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"p{i}@example.org"));
        Assert.Equal(200, (await SendAsync(Some.Mail(from: null, to: To(500)))).Status);
        Assert.Equal(400, (await SendAsync(Some.Mail(from: null, to: To(501)))).Status);
        Assert.Equal(500, Assert.Single(_api.Gmail.Relayed).Recipients.Count);
    }

    [Fact]
    public async Task Garbles_a_subject_that_was_sent_without_encoding()
    {
        await SendAsync(Some.Mail(subject: "Gr\u00FC\u00DFe", from: null, to: Api.Ben));
        Assert.Equal("Gr\u00C3\u00BC\u00C3\u009Fe", _api.Other.Messages[0].Mime.Subject);
    }

    [Fact]
    public async Task Starts_no_thread_at_the_recipient_for_an_answer()
    {
        await SendAsync(Some.Mail(from: null, to: Api.Ben));
        var parent = "<" + _api.Other.Messages[0].Mime.MessageId + ">";
        _api.SignIn(Api.Ben);
        await SendAsync(Some.Mail(from: null, to: Api.Anna, subject: "Re: Lunch", inReplyTo: parent));
        Assert.Single(_api.Mailbox.Messages.Select(message => message.ThreadId).Distinct());
    }

    private Task<Reply> SendAsync(byte[] mime) =>
        _api.PostAsync("messages/send", $$"""{"raw":"{{Api.Raw(mime)}}"}""");
}
