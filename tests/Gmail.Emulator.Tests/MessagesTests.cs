using System.Text;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Tests;

public sealed class MessagesTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Lists_ids_and_threads_newest_first()
    {
        var older = _api.Mailbox.Deliver(Some.Mail(), receivedAt: _api.Clock.GetUtcNow().AddHours(-1));
        var newer = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.GetAsync("messages");
        Assert.Equal([newer, older], reply.Items("messages").Select(message => message["id"]!.GetValue<string>()));
        Assert.All(
            reply.Items("messages"),
            message => Assert.Equal(["id", "threadId"], message.Select(field => field.Key)));
    }

    [Fact]
    public async Task Leaves_out_the_key_of_an_empty_list()
    {
        var reply = await _api.GetAsync("messages");
        Assert.Null(reply["messages"]);
        Assert.Equal(0, reply["resultSizeEstimate"]!.GetValue<int>());
    }

    [Fact]
    public async Task Pages_with_a_token_that_new_mail_does_not_shift()
    {
        var ids = Enumerable.Range(0, 5)
            .Select(hour => _api.Mailbox.Deliver(Some.Mail(), receivedAt: _api.Clock.GetUtcNow().AddHours(-hour)))
            .ToList();
        var first = await _api.GetAsync("messages?maxResults=2");
        _api.Mailbox.Deliver(Some.Mail(), receivedAt: _api.Clock.GetUtcNow().AddHours(1));
        var second = await _api.GetAsync(
            $"messages?maxResults=2&pageToken={Uri.EscapeDataString(first.String("nextPageToken"))}");
        Assert.Equal(ids[2..4], second.Items("messages").Select(message => message["id"]!.GetValue<string>()));
        Assert.Equal(201, first["resultSizeEstimate"]!.GetValue<int>());
    }

    [Fact]
    public async Task Gives_at_most_500_a_page()
    {
        for (var i = 0; i < 501; i++)
        {
            _api.Mailbox.Deliver(Some.Mail(), ["INBOX"]);
        }

        var reply = await _api.GetAsync("messages?maxResults=9999");
        Assert.Equal(500, reply.Items("messages").Count);
        Assert.Equal(100, (await _api.GetAsync("messages")).Items("messages").Count);
    }

    [Fact]
    public async Task Refuses_a_page_token_that_it_never_gave()
    {
        var reply = await _api.GetAsync("messages?pageToken=nonsense");
        Assert.Equal(400, reply.Status);
        Assert.Equal("invalidArgument", reply.ErrorReason);
    }

    [Fact]
    public async Task Hides_spam_and_trash_until_asked()
    {
        var inbox = _api.Mailbox.Deliver(Some.Mail());
        var spam = _api.Mailbox.Deliver(Some.Mail(), ["SPAM"]);
        var trash = _api.Mailbox.Deliver(Some.Mail(), ["TRASH"]);
        Assert.Equal([inbox], await _api.SearchAsync(""));
        Assert.Equivalent(new[] { inbox, spam, trash }, await _api.SearchAsync("", "&includeSpamTrash=true"));
        Assert.Equal([spam], await _api.SearchAsync("in:spam"));
        Assert.Equal([trash], await _api.SearchAsync("", "&labelIds=TRASH"));
    }

    [Fact]
    public async Task Lists_messages_that_have_every_label()
    {
        var both = _api.Mailbox.Deliver(Some.Mail(), ["INBOX", "STARRED"]);
        _api.Mailbox.Deliver(Some.Mail(), ["INBOX"]);
        Assert.Equal([both], await _api.SearchAsync("", "&labelIds=INBOX&labelIds=STARRED"));
        Assert.Equal("Invalid label: Label_404", (await _api.GetAsync("messages?labelIds=Label_404")).ErrorMessage);
    }

    [Fact]
    public async Task Searches_with_q()
    {
        var wanted = _api.Mailbox.Deliver(Some.Mail(subject: "Invoice 7"));
        _api.Mailbox.Deliver(Some.Mail(subject: "Lunch"));
        Assert.Equal([wanted], await _api.SearchAsync("subject:invoice is:unread"));
    }

    [Theory]
    [InlineData("minimal", false, false, false)]
    [InlineData("metadata", true, false, false)]
    [InlineData("full", true, true, false)]
    [InlineData("raw", false, false, true)]
    public async Task Shows_what_the_format_says(string format, bool hasHeaders, bool hasBody, bool hasRaw)
    {
        var mime = Some.Mail();
        var id = _api.Mailbox.Deliver(mime);
        var reply = await _api.GetAsync($"messages/{id}?format={format}");
        Assert.Equal(hasHeaders, reply["payload"]?["headers"] is not null);
        Assert.Equal(hasBody, reply["payload"]?["body"]?["data"] is not null);
        Assert.Equal(hasRaw ? Api.Raw(mime) : null, reply["raw"]?.GetValue<string>());
        Assert.Equal(["INBOX", "UNREAD"], reply.Strings("labelIds"));
        Assert.Equal("Shall we meet at noon?", reply.String("snippet"));
        Assert.Equal(mime.Length, reply["sizeEstimate"]!.GetValue<int>());
        Assert.Equal(_api.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(), reply.String("internalDate"));
        Assert.Equal(_api.Mailbox.HistoryId.ToString(), reply.String("historyId"));
    }

    [Fact]
    public async Task Shows_only_the_metadata_headers_asked_for()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.GetAsync($"messages/{id}?format=metadata&metadataHeaders=subject&metadataHeaders=From");
        var headers = reply["payload"]!["headers"]!.AsArray().Select(header => header!["name"]!.GetValue<string>());
        Assert.Equal(["From", "Subject"], headers);
    }

    [Theory]
    [InlineData("not-an-id", 400, "Invalid id value")]
    [InlineData("12345678901234567", 400, "Invalid id value")]
    [InlineData("18c2f0aaaaaaaaaa", 404, "Requested entity was not found.")]
    public async Task Tells_a_malformed_id_from_an_unknown_one(string id, int status, string message)
    {
        var reply = await _api.GetAsync("messages/" + id);
        Assert.Equal(status, reply.Status);
        Assert.Equal(message, reply.ErrorMessage);
        Assert.Equal(status, reply["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Escapes_the_snippet_for_HTML()
    {
        var id = _api.Mailbox.Deliver(Some.Mail(body: "Tom & \"Jerry\" <3"));
        Assert.Equal("Tom &amp; &quot;Jerry&quot; &lt;3", (await _api.GetAsync("messages/" + id)).String("snippet"));
    }

    [Fact]
    public async Task Gives_ids_of_16_hex_digits()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        Assert.Matches("^[0-9a-f]{16}$", id);
        Assert.Equal(id, (await _api.GetAsync("messages/" + id)).String("threadId"));
    }

    [Fact]
    public async Task Adds_and_removes_labels()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var label = _api.Mailbox.CreateLabel("Work").Id;
        var reply = await _api.PostAsync(
            $"messages/{id}/modify", $$"""{"addLabelIds":["{{label}}"],"removeLabelIds":["INBOX"]}""");
        Assert.Equal([label, "UNREAD"], reply.Strings("labelIds"));
        Assert.Equal(["id", "threadId", "labelIds"], reply.Json.Select(field => field.Key));
    }

    [Theory]
    [InlineData("""{"addLabelIds":["SENT"]}""")]
    [InlineData("""{"removeLabelIds":["DRAFT"]}""")]
    [InlineData("""{"addLabelIds":["Label_99"]}""")]
    [InlineData("""{"addLabelIds":["STARRED"],"removeLabelIds":["STARRED"]}""")]
    [InlineData("{}")]
    public async Task Refuses_label_changes_that_Gmail_refuses(string body)
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        Assert.Equal(400, (await _api.PostAsync($"messages/{id}/modify", body)).Status);
        Assert.Equal(["INBOX", "UNREAD"], (await _api.GetAsync("messages/" + id)).Strings("labelIds"));
    }

    [Fact]
    public async Task Changes_at_most_100_labels_at_a_time()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var labels = Enumerable.Range(0, 101).Select(i => $"\"{_api.Mailbox.CreateLabel("L" + i).Id}\"");
        var body = $$"""{"addLabelIds":[{{string.Join(',', labels)}}]}""";
        Assert.Equal(400, (await _api.PostAsync($"messages/{id}/modify", body)).Status);
    }

    [Fact]
    public async Task Trashes_and_untrashes()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        Assert.Equal(["TRASH", "UNREAD"], (await _api.PostAsync($"messages/{id}/trash")).Strings("labelIds"));
        Assert.Equal(["UNREAD"], (await _api.PostAsync($"messages/{id}/untrash")).Strings("labelIds"));
    }

    [Fact]
    public async Task Moves_spam_out_of_the_inbox()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.PostAsync($"messages/{id}/modify", """{"addLabelIds":["SPAM"]}""");
        Assert.DoesNotContain("INBOX", reply.Strings("labelIds"));
        Assert.Contains("SPAM", reply.Strings("labelIds"));
    }

    [Fact]
    public async Task Deletes_for_good_with_an_empty_answer()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.DeleteAsync("messages/" + id);
        Assert.Equal((204, 0), (reply.Status, reply.Bytes.Length));
        Assert.Equal(404, (await _api.GetAsync("messages/" + id)).Status);
    }

    [Fact]
    public async Task Batch_changes_pass_over_unknown_ids_in_silence()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var modified = await _api.PostAsync(
            "messages/batchModify", $$"""{"ids":["{{id}}","18c2f0aaaaaaaaaa"],"addLabelIds":["STARRED"]}""");
        Assert.Equal((204, 0), (modified.Status, modified.Bytes.Length));
        Assert.Contains("STARRED", (await _api.GetAsync("messages/" + id)).Strings("labelIds"));
        var deleted = await _api.PostAsync("messages/batchDelete", $$"""{"ids":["18c2f0aaaaaaaaaa","{{id}}"]}""");
        Assert.Equal(204, deleted.Status);
        Assert.Empty(_api.Mailbox.Messages);
    }

    [Theory]
    [InlineData("batchModify")]
    [InlineData("batchDelete")]
    public async Task Batch_changes_take_1000_ids_and_no_more(string method)
    {
        string Body(int count) => new JsonObject
        {
            ["ids"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)i.ToString("x16"))]),
            ["addLabelIds"] = method == "batchModify" ? new JsonArray((JsonNode)"STARRED") : null,
        }.ToJsonString();

        var options = new EmulatedGmailOptions { RefusesUnknownFields = false };
        using var api = new Api(options);
        Assert.Equal(204, (await api.PostAsync("messages/" + method, Body(1000))).Status);
        Assert.Equal(400, (await api.PostAsync("messages/" + method, Body(1001))).Status);
    }

    [Fact]
    public async Task Inserts_without_sending()
    {
        var raw = Some.Mail(to: Api.Ben);
        var reply = await _api.PostAsync("messages", $$"""{"raw":"{{Api.Raw(raw)}}","labelIds":["INBOX"]}""");
        Assert.Equal(["INBOX"], reply.Strings("labelIds"));
        Assert.Empty(_api.Other.Messages);
        Assert.Equal(raw, _api.Mailbox.Messages[0].Raw);
        Assert.Equal(_api.Clock.GetUtcNow(), _api.Mailbox.Messages[0].InternalDate);
    }

    [Fact]
    public async Task Imports_with_the_date_of_the_message()
    {
        await _api.PostAsync("messages/import", $$"""{"raw":"{{Api.Raw(Some.Mail())}}"}""");
        Assert.Equal(
            new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), _api.Mailbox.Messages[0].InternalDate);
    }

    [Fact]
    public async Task Needs_a_raw_message_to_insert()
    {
        var reply = await _api.PostAsync("messages", "{}");
        Assert.Equal(400, reply.Status);
        Assert.Contains("'raw' RFC822 payload", reply.ErrorMessage, StringComparison.Ordinal);
        var bad = await _api.PostAsync("messages", """{"raw":"***"}""");
        Assert.Contains("Base64 decoding failed", bad.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_field_names_that_Google_does_not_know()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.PostAsync($"messages/{id}/modify", """{"addLabels":["STARRED"]}""");
        Assert.Equal(400, reply.Status);
        Assert.Contains("Unknown name \"addLabels\"", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(400, (await _api.GetAsync("messages?query=x")).Status);
    }

    [Fact]
    public async Task Refuses_JSON_that_is_none()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.PostAsync($"messages/{id}/modify", "{\"addLabelIds\":");
        Assert.Equal((400, "parseError"), (reply.Status, reply.ErrorReason));
    }

    [Fact]
    public async Task Counts_messages_and_threads_in_the_profile()
    {
        _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        _api.Mailbox.Deliver(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>"));
        var reply = await _api.GetAsync("profile");
        Assert.Equal(Api.Anna, reply.String("emailAddress"));
        Assert.Equal(2, reply["messagesTotal"]!.GetValue<int>());
        Assert.Equal(1, reply["threadsTotal"]!.GetValue<int>());
        Assert.Equal(_api.Mailbox.HistoryId.ToString(), reply.String("historyId"));
    }

    [Fact]
    public async Task Answers_only_for_the_account_of_the_token()
    {
        var own = new HttpRequestMessage(HttpMethod.Get, $"/gmail/v1/users/{Api.Anna}/profile");
        Assert.Equal(200, (await _api.SendAsync(own)).Status);
        var other = new HttpRequestMessage(HttpMethod.Get, $"/gmail/v1/users/{Api.Ben}/profile");
        var reply = await _api.SendAsync(other);
        Assert.Equal(403, reply.Status);
        Assert.StartsWith("Delegation denied", reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Puts_messages_only_under_labels_that_exist()
    {
        Assert.Throws<ArgumentException>(() => _api.Mailbox.Deliver(Some.Mail(), ["Label_404"]));
        Assert.Throws<KeyNotFoundException>(() => _api.Gmail["nobody@example.com"]);
        Assert.Empty(_api.Mailbox.Messages);
    }

    [Fact]
    public async Task Answers_unknown_paths_with_a_page_not_JSON()
    {
        var reply = await _api.GetAsync("nonsense");
        Assert.Equal(404, reply.Status);
        Assert.StartsWith("text/html", reply.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("404", Encoding.UTF8.GetString(reply.Bytes), StringComparison.Ordinal);
    }
}
