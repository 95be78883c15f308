using Gmail.Labels;

namespace Gmail.Tests.SecondOpinion;

public abstract class LabelTests(GmailServer server) : SharedTests(server)
{
    public sealed class OnOurs() : LabelTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : LabelTests(npm);

    [Fact]
    public async Task Lists_the_system_labels()
    {
        var labels = await Gmail.Labels.ListAsync();
        string[] expected = [SystemLabel.Inbox, SystemLabel.Sent, SystemLabel.Draft, SystemLabel.Trash, SystemLabel.Spam,
            SystemLabel.Unread, SystemLabel.Starred, SystemLabel.Important, SystemLabel.CategoryPromotions];
        Assert.Empty(expected.Except(labels.Where(label => label.Type == LabelType.System).Select(label => label.Id!)));
    }

    [Fact]
    public async Task Creates_a_label_that_get_and_list_show()
    {
        var created = await Gmail.Labels.CreateAsync(new() { Name = "Plans/2027" });
        Assert.Equal(("Plans/2027", LabelType.User), (created.Name, (await Gmail.Labels.GetAsync(created.Id!)).Type));
        Assert.Contains(await Gmail.Labels.ListAsync(), label => label.Id == created.Id && label.Name == "Plans/2027");
    }

    [Fact]
    public async Task Keeps_visibility_and_colour()
    {
        var color = new LabelColor { TextColor = "#ffffff", BackgroundColor = "#fb4c2f" };
        var created = await Gmail.Labels.CreateAsync(new()
        {
            Name = "Plans",
            MessageListVisibility = MessageListVisibility.Hide,
            LabelListVisibility = LabelListVisibility.ShowIfUnread,
            Color = color,
        });
        var label = await Gmail.Labels.GetAsync(created.Id!);
        Assert.Equal(
            (MessageListVisibility.Hide, LabelListVisibility.ShowIfUnread),
            (label.MessageListVisibility, label.LabelListVisibility));
        Assert.Equal(
            (color.TextColor, color.BackgroundColor), (label.Color!.TextColor, label.Color.BackgroundColor));
    }

    [Fact]
    public async Task Patches_the_name_and_keeps_the_rest()
    {
        var created = await Gmail.Labels.CreateAsync(
            new() { Name = "Plans", LabelListVisibility = LabelListVisibility.Hide });
        var patched = await Gmail.Labels.PatchAsync(created.Id!, new() { Name = "Dreams" });
        Assert.Equal(("Dreams", LabelListVisibility.Hide), (patched.Name, patched.LabelListVisibility));
    }

    [Fact]
    public async Task Updates_a_label_under_the_same_id()
    {
        var created = await Gmail.Labels.CreateAsync(new() { Name = "Plans" });
        var updated = await Gmail.Labels.UpdateAsync(created.Id!, created with { Name = "Dreams" });
        Assert.Equal((created.Id, "Dreams"), (updated.Id, updated.Name));
        Assert.Equal("Dreams", (await Gmail.Labels.GetAsync(created.Id!)).Name);
    }

    [Fact]
    public async Task Counts_messages_and_threads()
    {
        var label = await Gmail.Labels.CreateAsync(new() { Name = "Plans" });
        var first = await InsertAsync("one", labelIds: [label.Id!, "UNREAD"], messageId: "<one@example.org>");
        await InsertAsync(
            "Re: one", labelIds: [label.Id!], threadId: first.ThreadId, inReplyTo: "<one@example.org>");
        await InsertAsync("two", labelIds: [label.Id!]);
        var counted = await Gmail.Labels.GetAsync(label.Id!);
        Assert.Equal((3, 1), (counted.MessagesTotal, counted.MessagesUnread));
        Assert.Equal((2, 1), (counted.ThreadsTotal, counted.ThreadsUnread));
    }

    [Fact]
    public async Task Deletes_a_label_and_takes_it_off_its_messages()
    {
        var label = await Gmail.Labels.CreateAsync(new() { Name = "Plans" });
        var inserted = await InsertAsync("one", labelIds: ["INBOX", label.Id!]);
        await Gmail.Labels.DeleteAsync(label.Id!);
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        Assert.Equal(["INBOX"], message.LabelIds!);
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Labels.GetAsync(label.Id!)));
    }

    [Fact]
    public async Task Leaves_system_labels_alone()
    {
        Assert.NotEmpty(await Gmail.Labels.ListAsync()); // npm's makes them when they are first listed
        Assert.Equal(GmailErrorKind.InvalidArgument, await KindAsync(() => Gmail.Labels.DeleteAsync("INBOX")));
        Assert.Equal(
            GmailErrorKind.InvalidArgument,
            await KindAsync(() => Gmail.Labels.PatchAsync("INBOX", new() { Name = "Mine" })));
    }

    [Fact]
    public async Task Refuses_a_label_without_a_name() =>
        Assert.Equal(
            GmailErrorKind.InvalidArgument, await KindAsync(() => Gmail.Labels.CreateAsync(new() { Name = "" })));

    [Fact]
    public async Task Says_that_a_label_is_not_there()
    {
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Labels.GetAsync("Label_404")));
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Labels.DeleteAsync("Label_404")));
    }
}
