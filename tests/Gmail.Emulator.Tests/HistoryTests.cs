namespace Gmail.Emulator.Tests;

public sealed class HistoryTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Tells_the_four_kinds_of_change_in_order()
    {
        var start = _api.Mailbox.HistoryId;
        var id = _api.Mailbox.Deliver(Some.Mail());
        await _api.PostAsync($"messages/{id}/modify", """{"addLabelIds":["STARRED"]}""");
        await _api.PostAsync($"messages/{id}/modify", """{"removeLabelIds":["UNREAD"]}""");
        await _api.DeleteAsync("messages/" + id);
        var reply = await ListAsync(start);
        var records = reply.Items("history");
        Assert.Equal(
            ["messagesAdded", "labelsAdded", "labelsRemoved", "messagesDeleted"],
            records.Select(record => record.Select(field => field.Key).Last()));
        Assert.All(records, record => Assert.Equal(id, record["messages"]![0]!["id"]!.GetValue<string>()));
        Assert.Equal("STARRED", records[1]["labelsAdded"]![0]!["labelIds"]![0]!.GetValue<string>());
        var ids = records.Select(record => ulong.Parse(record["id"]!.GetValue<string>())).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(_api.Mailbox.HistoryId.ToString(), reply.String("historyId"));
    }

    [Fact]
    public async Task Leaves_out_the_key_when_nothing_changed()
    {
        _api.Mailbox.Deliver(Some.Mail());
        var reply = await ListAsync(_api.Mailbox.HistoryId);
        Assert.Null(reply["history"]);
        Assert.Equal(_api.Mailbox.HistoryId.ToString(), reply.String("historyId"));
    }

    [Fact]
    public async Task Filters_by_kind_and_label()
    {
        var start = _api.Mailbox.HistoryId;
        var id = _api.Mailbox.Deliver(Some.Mail());
        _api.Mailbox.Deliver(Some.Mail(), ["STARRED"]);
        await _api.PostAsync($"messages/{id}/modify", """{"addLabelIds":["IMPORTANT"]}""");
        var added = await ListAsync(start, "&historyTypes=messageAdded");
        Assert.Equal(2, added.Items("history").Count);
        var inbox = await ListAsync(start, "&historyTypes=messageAdded&labelId=INBOX");
        Assert.Equal(id, Assert.Single(inbox.Items("history"))["messages"]![0]!["id"]!.GetValue<string>());
        var changes = await ListAsync(start, "&historyTypes=labelAdded&historyTypes=labelRemoved");
        Assert.Single(changes.Items("history"));
    }

    [Fact]
    public async Task Pages_through_the_changes()
    {
        var start = _api.Mailbox.HistoryId;
        var ids = Enumerable.Range(0, 3).Select(_ => _api.Mailbox.Deliver(Some.Mail())).ToList();
        var first = await ListAsync(start, "&maxResults=2");
        var second = await ListAsync(
            start, $"&maxResults=2&pageToken={Uri.EscapeDataString(first.String("nextPageToken"))}");
        Assert.Equal(2, first.Items("history").Count);
        Assert.Equal(ids[2], Assert.Single(second.Items("history"))["messages"]![0]!["id"]!.GetValue<string>());
        Assert.Null(second["nextPageToken"]);
    }

    [Fact]
    public async Task Answers_404_for_an_id_that_is_too_old_or_unknown()
    {
        _api.Mailbox.Deliver(Some.Mail());
        var start = _api.Mailbox.HistoryId;
        _api.Mailbox.Deliver(Some.Mail());
        _api.Clock.Advance(TimeSpan.FromDays(8));
        _api.Mailbox.Deliver(Some.Mail());
        Assert.Equal(404, (await ListAsync(start)).Status);
        Assert.Equal(404, (await ListAsync(1)).Status);
        Assert.Equal(404, (await ListAsync(_api.Mailbox.HistoryId + 1000)).Status);
        Assert.Equal(200, (await ListAsync(_api.Mailbox.HistoryId)).Status);
    }

    [Fact]
    public async Task Needs_a_start()
    {
        Assert.Equal(400, (await _api.GetAsync("history")).Status);
        Assert.Equal(400, (await _api.GetAsync("history?startHistoryId=abc")).Status);
    }

    private Task<Reply> ListAsync(ulong start, string more = "") =>
        _api.GetAsync($"history?startHistoryId={start}{more}");
}
