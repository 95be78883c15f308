using Gmail.History;

namespace Gmail.Tests.SecondOpinion;

public abstract class HistoryTests(GmailServer server) : SharedTests(server)
{
    public sealed class OnOurs() : HistoryTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : HistoryTests(npm);

    [Fact]
    public async Task Tells_of_new_messages()
    {
        var start = await StartAsync();
        var added = await InsertAsync("new");
        var records = (await Gmail.History.ListAsync(start)).History;
        Assert.Equal(added.Id, Assert.Single(records.SelectMany(record => record.MessagesAdded ?? [])).Message!.Id);
    }

    [Fact]
    public async Task Tells_which_labels_were_added_and_removed()
    {
        var message = await InsertAsync("mail");
        var start = (await Gmail.Messages.GetAsync(message.Id!)).HistoryId!;
        await Gmail.Messages.ModifyAsync(message.Id!, ["STARRED"], ["INBOX"]);
        var records = (await Gmail.History.ListAsync(start)).History;
        var added = Assert.Single(records.SelectMany(record => record.LabelsAdded ?? []));
        var removed = Assert.Single(records.SelectMany(record => record.LabelsRemoved ?? []));
        Assert.Equal((message.Id, "STARRED"), (added.Message!.Id, Assert.Single(added.LabelIds!)));
        Assert.Equal((message.Id, "INBOX"), (removed.Message!.Id, Assert.Single(removed.LabelIds!)));
    }

    [Fact]
    public async Task Tells_what_was_deleted_for_good()
    {
        var message = await InsertAsync("mail");
        var start = (await Gmail.Messages.GetAsync(message.Id!)).HistoryId!;
        await Gmail.Messages.DeleteAsync(message.Id!);
        var records = (await Gmail.History.ListAsync(start)).History;
        Assert.Equal(message.Id, Assert.Single(records.SelectMany(record => record.MessagesDeleted ?? [])).Message!.Id);
    }

    [Fact]
    public async Task Tells_only_of_the_kinds_asked_for()
    {
        var start = await StartAsync();
        var message = await InsertAsync("mail");
        await Gmail.Messages.ModifyAsync(message.Id!, ["STARRED"], null);
        var records = (await Gmail.History.ListAsync(start, [HistoryType.LabelAdded])).History;
        Assert.NotEmpty(records.SelectMany(record => record.LabelsAdded ?? []));
        Assert.Empty(records.SelectMany(record => record.MessagesAdded ?? []));
    }

    [Fact]
    public async Task Tells_only_of_messages_with_a_label()
    {
        var start = await StartAsync();
        var starred = await InsertAsync("starred", labelIds: ["STARRED"]);
        await InsertAsync("other");
        var records = (await Gmail.History.ListAsync(start, labelId: "STARRED")).History;
        Assert.Equal(starred.Id, Assert.Single(records.SelectMany(record => record.MessagesAdded ?? [])).Message!.Id);
    }

    [Fact]
    public async Task Tells_nothing_when_nothing_changed()
    {
        var history = await Gmail.History.ListAsync(await StartAsync());
        Assert.Empty(history.History);
        Assert.Matches("^[0-9]+$", history.HistoryId);
    }

    [Fact]
    public async Task Tells_changes_in_order_page_by_page()
    {
        var start = await StartAsync();
        var expected = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            expected.Add((await InsertAsync($"mail {i}")).Id);
        }

        var first = await Gmail.History.ListAsync(start, [HistoryType.MessageAdded], maxResults: 2);
        var second = await Gmail.History.ListAsync(
            start, [HistoryType.MessageAdded], maxResults: 2, pageToken: first.NextPageToken);
        Assert.Null(second.NextPageToken);
        Assert.Equal(
            expected,
            first.History.Concat(second.History)
                .SelectMany(record => record.MessagesAdded ?? [])
                .Select(added => added.Message!.Id));
    }

    private async Task<string> StartAsync() =>
        (await Gmail.Messages.GetAsync((await InsertAsync("before")).Id!)).HistoryId!;
}
