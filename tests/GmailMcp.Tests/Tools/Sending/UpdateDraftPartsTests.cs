using System.Text;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Drafts that are more than text and files: nothing of them is lost without a word.</summary>
public sealed class UpdateDraftPartsTests
{
    private const string Signed = "--b\r\nContent-Type: text/plain\r\n\r\nWords\r\n"
        + "--b\r\nContent-Type: application/pgp-signature; name=signature.asc\r\n\r\nsignature\r\n--b--";

    private const string Invitation = "--m\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: text/plain\r\n\r\nCome\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Come</p>\r\n"
        + "--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--b--\r\n"
        + "--m\r\nContent-Type: application/ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n\r\nBEGIN\r\n--m--";

    [Theory]
    [InlineData("""{"body":"New"}""")]
    [InlineData("""{"htmlBody":""}""")]
    [InlineData("""{"attachments":[]}""")]
    public async Task A_signed_draft_is_not_broken(string changes)
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, SignedDraft());

        var refused = await PersonsDrafts.UpdateAsync(server, draftId, changes);

        Assert.True(refused.IsError);
        Assert.Contains("The draft is multipart/signed", refused.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("users.drafts.update", server.Changes);
    }

    [Fact]
    public async Task A_signed_draft_keeps_its_signature_when_its_recipients_change()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, SignedDraft());

        var result = await PersonsDrafts.UpdateAsync(server, draftId, """{"to":["bob@example.org"],"subject":"Other"}""");

        Assert.Null(result.IsError);
        var raw = Encoding.ASCII.GetString(server.Mailbox.Messages.Single(message => message.LabelIds.Contains("DRAFT")).Raw);
        Assert.Contains(Signed, raw, StringComparison.Ordinal);
        Assert.Contains("To: bob@example.org", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_draft_is_not_broken()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, Some.Message(
            contentType: "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
            extraHeaders: "Content-Disposition: attachment; filename=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n",
            body: "AAEC"));

        var refused = await PersonsDrafts.UpdateAsync(server, draftId, """{"body":"New"}""");

        Assert.Contains("The draft is application/pkcs7-mime", refused.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"body":"New"}""", "New", "invite.ics")]
    [InlineData("""{"htmlBody":""}""", "Come", "invite.ics")]
    [InlineData("""{"attachments":[]}""", "Come", null)]
    public async Task An_invitation_stays_one(string changes, string text, string? file)
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(
            server, Some.Message("Party", contentType: "multipart/mixed; boundary=m", body: Invitation));

        await PersonsDrafts.UpdateAsync(server, draftId, changes);

        var after = PersonsDrafts.Only(server);
        var calendar = after.BodyParts.OfType<TextPart>().Single(part => part.ContentType.IsMimeType("text", "calendar"));
        Assert.Equal("REQUEST", calendar.ContentType.Parameters["method"]);
        Assert.Contains(after.BodyParts.OfType<TextPart>(), part => part.IsPlain && part.Text.TrimEnd() == text);
        Assert.Equal(file, after.Attachments.SingleOrDefault()?.ContentDisposition?.FileName);
        var alternative = after.Body as MultipartAlternative ?? ((Multipart)after.Body!).OfType<MultipartAlternative>().Single();
        Assert.Contains(calendar, alternative);
    }

    [Fact]
    public async Task A_mail_within_the_draft_stays_a_file()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, Some.Message(
            "Look",
            contentType: "multipart/mixed; boundary=m",
            body: "--m\r\nContent-Type: text/plain\r\n\r\nSee\r\n--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: Inner\r\n"
                + $"Content-Type: multipart/signed; boundary=b\r\n\r\n{Signed}\r\n--m--"));

        await PersonsDrafts.UpdateAsync(server, draftId, """{"body":"Look"}""");

        var inner = Assert.Single(PersonsDrafts.Only(server).BodyParts.OfType<MessagePart>());
        Assert.Equal("Inner", inner.Message!.Subject);
        Assert.Equal("multipart/signed", inner.Message.Body!.ContentType.MimeType);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_with_the_files_that_stay()
    {
        await using var server = await TestServer.StartAsync();
        var builder = new BodyBuilder { TextBody = "Large" };
        builder.Attachments.Add("kept.bin", new byte[20_000_000]);
        using var message = new MimeMessage { Subject = "Large", Body = builder.ToMessageBody() };
        var draftId = await PersonsDrafts.AddAsync(server, message);
        var body = new string('x', 10_000_000);

        var refused = await PersonsDrafts.UpdateAsync(server, draftId, $$"""{"body":"{{body}}"}""");

        Assert.True(refused.IsError);
        Assert.Contains("The mail is too large", refused.Text(), StringComparison.Ordinal);
        Assert.Contains("kept.bin 20,000,000 bytes", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("Large", PersonsDrafts.Only(server).TextBody!.TrimEnd());
    }

    [Fact]
    public async Task New_files_that_are_too_large_are_refused_by_name()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("new.bin", new byte[27_000_000]);
        var draftId = await PersonsDrafts.AddRichAsync(server);

        var refused = await PersonsDrafts.UpdateAsync(server, draftId, """{"attachments":["new.bin"]}""");

        Assert.True(refused.IsError);
        Assert.Contains("new.bin 27,000,000 bytes", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("data.bin", PersonsDrafts.Only(server).Attachments.OfType<MimePart>().Single().FileName);
    }

    private static byte[] SignedDraft() => Some.Message(
        "Signed", contentType: "multipart/signed; boundary=b; protocol=\"application/pgp-signature\"; micalg=pgp-sha256", body: Signed);
}
