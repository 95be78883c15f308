using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gmail.Tests.SecondOpinion;

// Ids, labels, sending, limits and errors.
public abstract partial class DifferenceTests
{
    [Fact]
    public async Task Labels_that_exist()
    {
        await Gmail.Labels.CreateAsync(new() { Name = "Plans" });
        Assert.Equal(
            Either(GmailErrorKind.Conflict, GmailErrorKind.FailedPrecondition),
            await KindAsync(() => Gmail.Labels.CreateAsync(new() { Name = "plans" })));
    }

    [Fact]
    public async Task Colours_of_labels()
    {
        using var answer = await PostAsync(
            "labels", """{"name":"Plans","color":{"textColor":"#123456","backgroundColor":"#fb4c2f"}}""");
        Assert.Equal(Either(HttpStatusCode.BadRequest, HttpStatusCode.OK), answer.StatusCode);
    }

    [Fact]
    public async Task Counts_in_the_list_of_labels()
    {
        var labels = (await GetJsonAsync("labels"))["labels"]!.AsArray();
        Assert.Equal(Either(false, true), labels.Any(label => ((JsonObject)label!).ContainsKey("messagesTotal")));
    }

    [Fact]
    public async Task Labels_set_by_hand()
    {
        var inserted = await InsertAsync("Lunch");
        var error = await Record.ExceptionAsync(() => Gmail.Messages.ModifyAsync(inserted.Id!, ["SENT"], null));
        Assert.Equal(Either<GmailErrorKind?>(GmailErrorKind.InvalidArgument, null), (error as GmailException)?.Kind);
    }

    [Fact]
    public async Task Message_ids_of_drafts()
    {
        var draft = await Gmail.Drafts.CreateAsync(Mail("Offer"));
        var updated = await Gmail.Drafts.UpdateAsync(draft.Id!, Mail("Better offer"));
        Assert.Equal(Either(false, true), draft.Message!.Id == updated.Message!.Id);
        var sent = await Gmail.Drafts.SendAsync(draft.Id!);
        Assert.Equal(Either(false, true), updated.Message.Id == sent.Id);
    }

    [Fact]
    public async Task Message_ID_headers_of_sent_mail()
    {
        var sent = await Gmail.Messages.SendAsync(Mail("Offer", "<offer@example.com>"));
        var message = await Gmail.Messages.GetAsync(sent.Id!);
        var header = Header(message, "Message-ID") ?? Header(message, "Message-Id");
        Assert.Equal(Either(false, true), header == "<offer@example.com>");
    }

    [Fact]
    public async Task Delivery_between_accounts()
    {
        var other = await SignInAnotherAsync();
        await Gmail.Messages.SendAsync(Some.Mail("Hello", from: SignedIn.EmailAddress, to: other.EmailAddress));
        Assert.Equal(Either(1, 0), (await other.Client.Messages.ListAsync(labelIds: ["INBOX"])).Messages.Count);
    }

    [Fact]
    public async Task Malformed_ids() =>
        Assert.Equal(
            Either(GmailErrorKind.InvalidArgument, GmailErrorKind.NotFound),
            await KindAsync(() => Gmail.Messages.GetAsync("no-id-at-all")));

    [Fact]
    public async Task Lists_without_items()
    {
        Assert.Equal(Either(false, true), (await GetJsonAsync("messages")).ContainsKey("messages"));
        Assert.Equal(Either(false, true), (await GetJsonAsync("settings/filters")).ContainsKey("filter"));
    }

    [Fact]
    public async Task More_than_1000_ids()
    {
        var ids = new JsonArray([.. Enumerable.Range(0, 1_001).Select(i => JsonValue.Create($"18c2f00000{i:x6}"))]);
        var body = new JsonObject { ["ids"] = ids, ["addLabelIds"] = new JsonArray("STARRED") };
        using var answer = await PostAsync("messages/batchModify", body.ToJsonString());
        Assert.Equal(Either(HttpStatusCode.BadRequest, HttpStatusCode.NoContent), answer.StatusCode);
    }

    [Fact]
    public async Task Attachment_ids()
    {
        var inserted = await InsertAsync(Some.BytesWithAttachment([1, 2, 3]));
        var first = await AttachmentIdAsync(inserted.Id!);
        var second = await AttachmentIdAsync(inserted.Id!);
        Assert.Equal(Either(false, true), first == second);
        Assert.Equal(Either(true, false), first.Length >= 300);
    }

    [Fact]
    public async Task Tokens_and_scopes()
    {
        SignedIn.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");
        var error = await Record.ExceptionAsync(() => Gmail.Messages.ListAsync());
        Assert.Equal(Either<GmailErrorKind?>(GmailErrorKind.Unauthorized, null), (error as GmailException)?.Kind);
    }

    [Fact]
    public async Task History_ids()
    {
        var inserted = await InsertAsync("Lunch");
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        Assert.Equal(Either(true, false), ulong.TryParse(message.HistoryId, out _));
        var error = await Record.ExceptionAsync(() => Gmail.History.ListAsync("1"));
        Assert.Equal(Either<GmailErrorKind?>(GmailErrorKind.NotFound, null), (error as GmailException)?.Kind);
    }

    [Fact]
    public async Task Partial_responses()
    {
        await InsertAsync("Lunch");
        var list = await GetJsonAsync("messages?fields=messages(id)");
        Assert.Equal(Either(1, 2), list["messages"]![0]!.AsObject().Count);
        using var wrong = await GetAsync("messages?fields=nonsense");
        Assert.Equal(Either(HttpStatusCode.BadRequest, HttpStatusCode.OK), wrong.StatusCode);
    }

    [Fact]
    public async Task What_a_change_of_labels_answers()
    {
        var inserted = await InsertAsync("Lunch");
        using var answer = await PostAsync($"messages/{inserted.Id}/modify", """{"addLabelIds":["STARRED"]}""");
        var message = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(Either(false, true), message.ContainsKey("payload"));
    }

    private MimeContent Mail(string subject, string? messageId = null) =>
        Some.Mail(subject, from: SignedIn.EmailAddress, to: "carla@example.org", messageId: messageId);

    private async Task<string> AttachmentIdAsync(string messageId)
    {
        var message = await Gmail.Messages.GetAsync(messageId);
        return message.Payload!.Parts!.Select(part => part.Body?.AttachmentId).OfType<string>().Single();
    }
}
