namespace Gmail.Emulator.Tests;

public sealed class DraftsTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Creates_a_draft_around_a_message()
    {
        var reply = await CreateAsync(Some.Mail(from: null, to: Api.Ben));
        Assert.Matches("^r-?[0-9]+$", reply.String("id"));
        Assert.Equal("DRAFT", reply["message"]!["labelIds"]![0]!.GetValue<string>());
        Assert.Equal(reply["message"]!["id"]!.GetValue<string>(), Assert.Single(_api.Mailbox.Messages).Id);
        Assert.Empty(_api.Other.Messages);
    }

    [Fact]
    public async Task Lists_and_gets_drafts()
    {
        var draft = await CreateAsync(Some.Mail(from: null, subject: "Plan"));
        await CreateAsync(Some.Mail(from: null, subject: "Other"));
        var list = await _api.GetAsync("drafts?q=subject:plan");
        Assert.Equal(draft.String("id"), Assert.Single(list.Items("drafts"))["id"]!.GetValue<string>());
        Assert.Equal(["id", "threadId"], list.Items("drafts")[0]["message"]!.AsObject().Select(field => field.Key));
        var got = await _api.GetAsync($"drafts/{draft.String("id")}?format=raw");
        Assert.NotNull(got["message"]!["raw"]);
        Assert.Equal(404, (await _api.GetAsync("drafts/r123")).Status);
    }

    [Fact]
    public async Task Update_keeps_the_draft_id_and_changes_the_message_id()
    {
        var draft = await CreateAsync(Some.Mail(from: null, subject: "First"));
        var updated = await _api.PutAsync(
            "drafts/" + draft.String("id"),
            $$$"""{"message":{"raw":"{{{Api.Raw(Some.Mail(from: null, subject: "Second"))}}}"}}""");
        Assert.Equal(draft.String("id"), updated.String("id"));
        Assert.NotEqual(draft["message"]!["id"]!.GetValue<string>(), updated["message"]!["id"]!.GetValue<string>());
        Assert.Equal("Second", Assert.Single(_api.Mailbox.Messages).Mime.Subject);
        Assert.Equal(404, (await _api.GetAsync("messages/" + draft["message"]!["id"])).Status);
    }

    [Fact]
    public async Task Send_ends_the_draft_and_makes_a_new_message()
    {
        var draft = await CreateAsync(Some.Mail(from: null, to: Api.Ben));
        var sent = await _api.PostAsync("drafts/send", $$"""{"id":"{{draft.String("id")}}"}""");
        Assert.Equal(["SENT"], sent.Strings("labelIds"));
        Assert.NotEqual(draft["message"]!["id"]!.GetValue<string>(), sent.String("id"));
        Assert.Empty(_api.Mailbox.Drafts);
        Assert.Equal(sent.String("id"), Assert.Single(_api.Mailbox.Messages).Id);
        Assert.Single(_api.Other.Messages);
        Assert.Equal(404, (await _api.PostAsync("drafts/send", $$"""{"id":"{{draft.String("id")}}"}""")).Status);
        Assert.Single(_api.Other.Messages);
    }

    [Fact]
    public async Task A_draft_that_cannot_be_sent_stays()
    {
        var draft = await CreateAsync(Some.Mail(from: null, to: null));
        var reply = await _api.PostAsync("drafts/send", $$"""{"id":"{{draft.String("id")}}"}""");
        Assert.Equal("Recipient address required", reply.ErrorMessage);
        Assert.Single(_api.Mailbox.Drafts);
    }

    [Fact]
    public async Task Delete_is_for_good()
    {
        var draft = await CreateAsync(Some.Mail(from: null));
        Assert.Equal(204, (await _api.DeleteAsync("drafts/" + draft.String("id"))).Status);
        Assert.Empty(_api.Mailbox.Messages);
        Assert.Equal(404, (await _api.DeleteAsync("drafts/" + draft.String("id"))).Status);
    }

    [Fact]
    public async Task Takes_no_labels()
    {
        var label = _api.Mailbox.CreateLabel("Work").Id;
        var draft = await CreateAsync(Some.Mail(from: null));
        var body = $$"""{"addLabelIds":["{{label}}"]}""";
        Assert.Equal(400, (await _api.PostAsync($"messages/{draft["message"]!["id"]}/modify", body)).Status);
        var threadId = draft["message"]!["threadId"]!.GetValue<string>();
        Assert.Equal(200, (await _api.PostAsync($"threads/{threadId}/modify", body)).Status);
        Assert.Equal(["DRAFT"], _api.Mailbox.Messages[0].LabelIds);
        var labelled = await _api.PostAsync(
            "drafts", $$$"""{"message":{"raw":"{{{Api.Raw(Some.Mail())}}}","labelIds":["{{{label}}}"]}}""");
        Assert.Equal(400, labelled.Status);
    }

    [Fact]
    public async Task An_answer_in_a_thread_stays_there_when_sent()
    {
        var thread = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        var raw = Api.Raw(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>", from: null, to: Api.Ben));
        var draft = await _api.PostAsync("drafts", $$$"""{"message":{"raw":"{{{raw}}}","threadId":"{{{thread}}}"}}""");
        Assert.Equal(thread, draft["message"]!["threadId"]!.GetValue<string>());
        var sent = await _api.PostAsync("drafts/send", $$"""{"id":"{{draft.String("id")}}"}""");
        Assert.Equal(thread, sent.String("threadId"));
    }

    [Fact]
    public async Task Deleting_its_message_deletes_the_draft()
    {
        var draft = await CreateAsync(Some.Mail(from: null));
        await _api.DeleteAsync("messages/" + draft["message"]!["id"]);
        Assert.Empty(_api.Mailbox.Drafts);
    }

    [Fact]
    public async Task A_message_put_among_the_drafts_is_one()
    {
        var id = _api.Mailbox.Deliver(Some.Mail(from: null, to: Api.Ben), ["DRAFT"]);
        var draft = Assert.Single((await _api.GetAsync("drafts")).Items("drafts"));
        Assert.Equal(id, draft["message"]!["id"]!.GetValue<string>());
        Assert.Equal(200, (await _api.PostAsync("drafts/send", $$"""{"id":"{{draft["id"]}}"}""")).Status);
        Assert.Single(_api.Other.Messages);
    }

    private Task<Reply> CreateAsync(byte[] mime) =>
        _api.PostAsync("drafts", $$$"""{"message":{"raw":"{{{Api.Raw(mime)}}}"}}""");
}
