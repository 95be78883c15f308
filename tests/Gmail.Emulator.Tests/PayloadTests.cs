using System.Text;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Tests;

public sealed class PayloadTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Numbers_parts_from_the_empty_root_down()
    {
        var payload = await PayloadAsync(Some.MailWithAttachments());
        Assert.Equal(
            [
                " multipart/mixed", "0 multipart/related", "0.0 multipart/alternative", "0.0.0 text/plain",
                "0.0.1 text/html", "0.1 image/png", "1 application/pdf",
            ],
            All(payload).Select(part => $"{part["partId"]} {part["mimeType"]}"));
        Assert.Equal(0, payload["body"]!["size"]!.GetValue<int>());
    }

    [Fact]
    public async Task Gives_text_in_UTF_8_whatever_its_charset_was()
    {
        var text = All(await PayloadAsync(Some.MailWithAttachments()))
            .Single(part => part["mimeType"]!.GetValue<string>() == "text/plain");
        var data = Decode(text["body"]!["data"]!);
        Assert.Equal("Gr\u00FC\u00DFe aus Z\u00FCrich", Encoding.UTF8.GetString(data).Trim());
        Assert.Equal(data.Length, text["body"]!["size"]!.GetValue<int>());
        Assert.Contains("iso-8859-1", Header(text, "Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decodes_headers_and_file_names()
    {
        var payload = await PayloadAsync(Some.MailWithAttachments());
        Assert.Equal("Gr\u00FC\u00DFe", Header(payload, "Subject"));
        Assert.Equal("R\u00E9sum\u00E9.pdf", All(payload).Last()["filename"]!.GetValue<string>());
        Assert.Equal("", payload["filename"]!.GetValue<string>());
    }

    [Fact]
    public async Task Keeps_headers_in_the_order_of_the_message()
    {
        var payload = await PayloadAsync(Some.Lines(
            "Received: by one.example",
            "Content-Type: text/plain",
            "Subject: order",
            "Received: by two.example",
            "MIME-Version: 1.0",
            "",
            "text"));
        Assert.Equal(
            ["Received", "Content-Type", "Subject", "Received", "MIME-Version"],
            payload["headers"]!.AsArray().Select(header => header!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Attachment_ids_are_long_and_change_on_every_get()
    {
        var id = _api.Mailbox.Deliver(Some.MailWithAttachments());
        var first = AttachmentId(await _api.GetAsync("messages/" + id));
        var second = AttachmentId(await _api.GetAsync("messages/" + id));
        Assert.True(first.Length >= 300);
        Assert.NotEqual(first, second);
        foreach (var attachmentId in (string[])[first, second])
        {
            var reply = await _api.GetAsync($"messages/{id}/attachments/{attachmentId}");
            Assert.Equal(15, reply["size"]!.GetValue<int>());
            Assert.Equal("%PDF-1.4\n%%EOF\n", Encoding.ASCII.GetString(Decode(reply["data"]!)));
        }
    }

    [Fact]
    public async Task An_attachment_id_of_another_message_is_refused()
    {
        var one = _api.Mailbox.Deliver(Some.MailWithAttachments());
        var other = _api.Mailbox.Deliver(Some.MailWithAttachments());
        var attachmentId = AttachmentId(await _api.GetAsync("messages/" + one));
        Assert.Equal(400, (await _api.GetAsync($"messages/{other}/attachments/{attachmentId}")).Status);
        Assert.Equal(400, (await _api.GetAsync($"messages/{one}/attachments/made-up")).Status);
    }

    [Fact]
    public async Task Shows_the_message_inside_a_message()
    {
        var payload = await PayloadAsync(Some.Lines(
            "From: Carla <carla@example.org>",
            "Subject: Fwd",
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "see below",
            "--b",
            "Content-Type: message/rfc822; name=inner.eml",
            "Content-Disposition: attachment; filename=inner.eml",
            "",
            "From: Dora <dora@example.org>",
            "Subject: Inner",
            "Content-Type: text/plain",
            "",
            "inner text",
            "--b--"));
        var parts = All(payload).ToList();
        Assert.Equal(["", "0", "1", "1.0"], parts.Select(part => part["partId"]!.GetValue<string>()));
        Assert.Equal("inner.eml", parts[2]["filename"]!.GetValue<string>());
        Assert.NotNull(parts[2]["body"]!["attachmentId"]);
        Assert.Equal("Inner", Header(parts[3], "Subject"));
        Assert.Equal("inner text", Encoding.UTF8.GetString(Decode(parts[3]["body"]!["data"]!)).Trim());
    }

    [Fact]
    public async Task Gives_no_way_to_an_attached_message_when_told()
    {
        _api.Gmail.Options.AttachedMessagesHaveIds = false;
        var inner = All(await PayloadAsync(Some.Lines(
            "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: message/rfc822", "",
            "From: a@example.org", "Subject: Inner", "", "Inner text", "--b--")))
            .Single(part => part["mimeType"]!.GetValue<string>() == "message/rfc822");
        Assert.Equal("""{"size":0}""", inner["body"]!.ToJsonString());
        Assert.Single(inner["parts"]!.AsArray());
    }

    [Fact]
    public async Task Gives_back_an_attached_message_byte_for_byte()
    {
        string[] inner = ["From: Dora <dora@example.org>", "Subject:  odd   spaces", "", "inner", "text"];
        var id = _api.Mailbox.Deliver(Some.Lines(
        [
            "Content-Type: multipart/mixed; boundary=b", "", "--b",
            "Content-Type: message/rfc822", "Content-Disposition: attachment; filename=m.eml", "",
            .. inner, "--b--",
        ]));
        var attachmentId = AttachmentId(await _api.GetAsync("messages/" + id));
        var reply = await _api.GetAsync($"messages/{id}/attachments/{attachmentId}");
        Assert.Equal(string.Join("\r\n", inner), Encoding.ASCII.GetString(Decode(reply["data"]!)).TrimEnd());
    }

    [Fact]
    public async Task A_named_text_part_is_an_attachment()
    {
        var payload = await PayloadAsync(Some.Lines(
            "Content-Type: text/plain; name=\"=?utf-8?B?w6QudHh0?=\"", "", "some notes"));
        Assert.Equal("\u00E4.txt", payload["filename"]!.GetValue<string>());
        Assert.NotNull(payload["body"]!["attachmentId"]);
        Assert.Null(payload["body"]!["data"]);
    }

    [Fact]
    public async Task Text_beyond_the_limit_comes_as_an_attachment()
    {
        using var api = new Api(new EmulatedGmailOptions { InlineTextLimitInBytes = 10 });
        var id = api.Mailbox.Deliver(Some.Mail(body: new string('x', 50)));
        var reply = await api.GetAsync("messages/" + id);
        Assert.NotNull(reply["payload"]!["body"]!["attachmentId"]);
    }

    [Fact]
    public async Task Data_is_base64url()
    {
        var payload = await PayloadAsync(Some.Mail(body: "\u00FF\u00FE\u00FB??>>~~"));
        Assert.Matches("^[A-Za-z0-9_-]+=*$", payload["body"]!["data"]!.GetValue<string>());
    }

    [Fact]
    public async Task Makes_the_snippet_of_an_HTML_mail_from_what_is_seen()
    {
        var id = _api.Mailbox.Deliver(Some.Lines(
            "Content-Type: text/html", "", "<style>p{}</style><p>One &amp; two</p><script>no()</script>three"));
        Assert.Equal("One & two three", _api.Mailbox.Messages.Single(message => message.Id == id).Snippet);
        Assert.Equal("One &amp; two three", (await _api.GetAsync("messages/" + id)).String("snippet"));
    }

    private async Task<JsonObject> PayloadAsync(byte[] mime)
    {
        var id = _api.Mailbox.Deliver(mime);
        return (await _api.GetAsync("messages/" + id))["payload"]!.AsObject();
    }

    private static IEnumerable<JsonObject> All(JsonObject part) =>
        [part, .. (part["parts"]?.AsArray() ?? []).SelectMany(child => All(child!.AsObject()))];

    private static string Header(JsonObject part, string name) => part["headers"]!.AsArray()
        .First(header => header!["name"]!.GetValue<string>() == name)!["value"]!.GetValue<string>();

    private static string AttachmentId(Reply message) => All(message["payload"]!.AsObject())
        .Last(part => part["body"]!["attachmentId"] is not null)["body"]!["attachmentId"]!.GetValue<string>();

    private static byte[] Decode(JsonNode data) =>
        Convert.FromBase64String(data.GetValue<string>().Replace('-', '+').Replace('_', '/'));
}
