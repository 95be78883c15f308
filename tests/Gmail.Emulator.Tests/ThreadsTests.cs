namespace Gmail.Emulator.Tests;

public sealed class ThreadsTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Arriving_answers_join_the_thread()
    {
        var first = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        _api.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = _api.Mailbox.Deliver(Some.Mail(subject: "RE: Lunch", inReplyTo: "<a@example.org>"));
        var reply = await _api.GetAsync("threads/" + first);
        Assert.Equal([first, second], reply.Items("messages").Select(message => message["id"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Other subject", "<a@example.org>")]
    [InlineData("Re: Lunch", "<unknown@example.org>")]
    [InlineData("Re: Lunch", null)]
    public void Other_mail_starts_a_thread_of_its_own(string subject, string? inReplyTo)
    {
        var first = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        var second = _api.Mailbox.Deliver(Some.Mail(subject: subject, inReplyTo: inReplyTo));
        var messages = _api.Mailbox.Messages.ToDictionary(message => message.Id);
        Assert.NotEqual(messages[first].ThreadId, messages[second].ThreadId);
    }

    [Theory]
    [InlineData("Re: Lunch", "<a@example.org>", true)]
    [InlineData("Supper", "<a@example.org>", false)]
    [InlineData("Re: Lunch", null, false)]
    public async Task Sent_mail_joins_the_thread_only_by_all_three_conditions(
        string subject, string? inReplyTo, bool joins)
    {
        var thread = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        var raw = Api.Raw(Some.Mail(subject: subject, inReplyTo: inReplyTo, from: null, to: Api.Ben));
        var reply = await _api.PostAsync("messages/send", $$"""{"raw":"{{raw}}","threadId":"{{thread}}"}""");
        Assert.Equal(joins, reply.String("threadId") == thread);
    }

    [Fact]
    public async Task Sent_mail_without_a_thread_id_starts_a_thread()
    {
        var thread = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        var raw = Api.Raw(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>", from: null, to: Api.Ben));
        var reply = await _api.PostAsync("messages/send", $$"""{"raw":"{{raw}}"}""");
        Assert.NotEqual(thread, reply.String("threadId"));
    }

    [Theory]
    [InlineData("18c2f0aaaaaaaaaa", 404)]
    [InlineData("no such thread", 400)]
    public async Task Refuses_a_thread_that_is_not_there(string threadId, int status)
    {
        var raw = Api.Raw(Some.Mail(from: null, to: Api.Ben));
        var reply = await _api.PostAsync("messages/send", $$"""{"raw":"{{raw}}","threadId":"{{threadId}}"}""");
        Assert.Equal(status, reply.Status);
        Assert.Empty(_api.Other.Messages);
    }

    [Fact]
    public async Task Lists_threads_of_which_one_message_meets_the_whole_query()
    {
        var first = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>", body: "apples"));
        _api.Mailbox.Deliver(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>", body: "pears"));
        Assert.Equal([first], (await _api.GetAsync("threads?q=pears")).Items("threads").Select(Id));
        Assert.Empty((await _api.GetAsync("threads?q=apples%20pears")).Items("threads"));
        Assert.Equal(
            ["id", "snippet", "historyId"],
            (await _api.GetAsync("threads")).Items("threads")[0].Select(field => field.Key));
    }

    [Fact]
    public async Task Labels_every_message_and_later_ones_do_not_inherit()
    {
        var thread = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        _api.Mailbox.Deliver(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>"));
        var reply = await _api.PostAsync($"threads/{thread}/modify", """{"addLabelIds":["STARRED"]}""");
        Assert.Equal(2, reply.Items("messages").Count);
        Assert.All(_api.Mailbox.Messages, message => Assert.Contains("STARRED", message.LabelIds));
        var later = _api.Mailbox.Deliver(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>"));
        Assert.DoesNotContain("STARRED", _api.Mailbox.Messages.Single(message => message.Id == later).LabelIds);
    }

    [Fact]
    public async Task Trashes_untrashes_and_deletes_whole_threads()
    {
        var thread = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        _api.Mailbox.Deliver(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>"));
        await _api.PostAsync($"threads/{thread}/trash");
        Assert.All(_api.Mailbox.Messages, message => Assert.Contains("TRASH", message.LabelIds));
        await _api.PostAsync($"threads/{thread}/untrash");
        Assert.All(_api.Mailbox.Messages, message => Assert.DoesNotContain("TRASH", message.LabelIds));
        Assert.Equal(204, (await _api.DeleteAsync("threads/" + thread)).Status);
        Assert.Empty(_api.Mailbox.Messages);
        Assert.Equal(404, (await _api.GetAsync("threads/" + thread)).Status);
    }

    [Fact]
    public async Task Has_no_raw_format()
    {
        var thread = _api.Mailbox.Deliver(Some.Mail());
        Assert.Equal(400, (await _api.GetAsync($"threads/{thread}?format=raw")).Status);
        var metadata = await _api.GetAsync($"threads/{thread}?format=metadata&metadataHeaders=Subject");
        Assert.Single(metadata.Items("messages")[0]["payload"]!["headers"]!.AsArray());
    }

    private static string Id(System.Text.Json.Nodes.JsonObject json) => json["id"]!.GetValue<string>();
}
