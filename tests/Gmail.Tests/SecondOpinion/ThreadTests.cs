using Gmail.Messages;

namespace Gmail.Tests.SecondOpinion;

public abstract class ThreadTests(GmailServer server) : SharedTests(server)
{
    private const string NoThread = "18c2f00000000001";

    public sealed class OnOurs() : ThreadTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : ThreadTests(npm);

    [Fact]
    public async Task Gets_the_messages_of_a_thread_oldest_first()
    {
        var threadId = await ConversationAsync();
        var thread = await Gmail.Threads.GetAsync(threadId);
        Assert.Equal(threadId, thread.Id);
        Assert.Equal(["Lunch", "Re: Lunch"], thread.Messages!.Select(Subject));
    }

    [Fact]
    public async Task Gets_only_the_headers_asked_for()
    {
        var threadId = await ConversationAsync();
        var thread = await Gmail.Threads.GetAsync(threadId, MessageFormat.Metadata, ["Subject"]);
        Assert.All(thread.Messages!, message => Assert.Equal("Subject", Assert.Single(message.Payload!.Headers!).Name));
    }

    [Fact]
    public async Task Gets_labels_without_payloads()
    {
        var thread = await Gmail.Threads.GetAsync(await ConversationAsync(), MessageFormat.Minimal);
        Assert.All(thread.Messages!, message => Assert.Null(message.Payload));
        Assert.All(thread.Messages!, message => Assert.Contains("INBOX", message.LabelIds!));
    }

    [Fact]
    public async Task Lists_the_thread_with_the_newest_message_first()
    {
        var threadId = await ConversationAsync();
        var other = await InsertAsync("Other", hours: 1);
        var list = await Gmail.Threads.ListAsync();
        Assert.Equal([threadId, other.ThreadId], list.Threads.Select(thread => thread.Id));
        Assert.All(list.Threads, thread => Assert.Null(thread.Messages));
        Assert.All(list.Threads, thread => Assert.NotEmpty(thread.Snippet!));
    }

    [Fact]
    public async Task Lists_threads_that_a_query_finds()
    {
        var threadId = await ConversationAsync();
        await InsertAsync("Other");
        var list = await Gmail.Threads.ListAsync("subject:lunch");
        Assert.Equal(threadId, Assert.Single(list.Threads).Id);
    }

    [Fact]
    public async Task Pages_through_threads()
    {
        for (var i = 0; i < 3; i++)
        {
            await InsertAsync($"mail {i}", hours: i);
        }

        var first = await Gmail.Threads.ListAsync(maxResults: 2);
        var second = await Gmail.Threads.ListAsync(maxResults: 2, pageToken: first.NextPageToken);
        Assert.Null(second.NextPageToken);
        Assert.Equal(3, first.Threads.Concat(second.Threads).Select(thread => thread.Id).Distinct().Count());
    }

    [Fact]
    public async Task Keeps_an_answer_in_its_thread()
    {
        var mail = await InsertAsync("Lunch", messageId: "<lunch@example.org>");
        var sent = await Gmail.Messages.SendAsync(
            Some.Mail(
                "Re: Lunch",
                from: SignedIn.EmailAddress,
                to: "carla@example.org",
                inReplyTo: "<lunch@example.org>"),
            mail.ThreadId);
        Assert.Equal(mail.ThreadId, sent.ThreadId);
        Assert.Equal(2, (await Gmail.Threads.GetAsync(mail.ThreadId!)).Messages!.Count);
    }

    [Fact]
    public async Task Labels_every_message()
    {
        var threadId = await ConversationAsync();
        await Gmail.Threads.ModifyAsync(threadId, ["STARRED"], ["INBOX"]);
        var thread = await Gmail.Threads.GetAsync(threadId);
        Assert.Equal(2, thread.Messages!.Count);
        Assert.All(thread.Messages!, message => Assert.Equal(["STARRED"], message.LabelIds!));
    }

    [Fact]
    public async Task Trashes_every_message_and_takes_them_out_again()
    {
        var threadId = await ConversationAsync();
        await Gmail.Threads.TrashAsync(threadId);
        Assert.Empty(await SearchAsync());
        Assert.Empty((await Gmail.Threads.ListAsync()).Threads);
        await Gmail.Threads.UntrashAsync(threadId);
        Assert.Equal(["Re: Lunch", "Lunch"], await SearchAsync());
    }

    [Fact]
    public async Task Deletes_every_message_for_good()
    {
        var threadId = await ConversationAsync();
        await Gmail.Threads.DeleteAsync(threadId);
        Assert.Empty(await SearchAsync(includeSpamTrash: true));
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Threads.GetAsync(threadId)));
    }

    [Fact]
    public async Task Says_that_a_thread_is_not_there()
    {
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Threads.GetAsync(NoThread)));
        Assert.Equal(
            GmailErrorKind.NotFound, await KindAsync(() => Gmail.Threads.ModifyAsync(NoThread, ["STARRED"], null)));
    }

    private async Task<string> ConversationAsync()
    {
        var first = await InsertAsync("Lunch", messageId: "<lunch@example.org>");
        await InsertAsync(
            "Re: Lunch", hours: 2, threadId: first.ThreadId, inReplyTo: "<lunch@example.org>");
        return first.ThreadId!;
    }
}
