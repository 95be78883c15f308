namespace Gmail.Emulator.Tests;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Loses_nothing_when_many_write_at_once()
    {
        var raw = Api.Raw(Some.Mail(from: null, to: Api.Ben));
        var sends = Enumerable.Range(0, 40).Select(_ => Task.Run(async () =>
        {
            var sent = await _api.PostAsync("messages/send", $$"""{"raw":"{{raw}}"}""");
            await _api.PostAsync($"messages/{sent.String("id")}/modify", """{"addLabelIds":["STARRED"]}""");
            return (await _api.GetAsync("messages?maxResults=500")).Status;
        }));
        Assert.All(await Task.WhenAll(sends), status => Assert.Equal(200, status));
        Assert.Equal(40, _api.Other.Messages.Count);
        Assert.Equal(40, _api.Mailbox.Messages.Count(message => message.LabelIds.SetEquals(["SENT", "STARRED"])));
        Assert.Equal(120, _api.Gmail.Requests.Count);
    }

    [Fact]
    public async Task Two_emulators_of_one_seed_give_the_same_ids()
    {
        using var other = new Api();
        Assert.Equal(_api.Mailbox.Deliver(Some.Mail()), other.Mailbox.Deliver(Some.Mail()));
        var raw = Api.Raw(Some.Mail(from: null, to: Api.Ben));
        var one = await _api.PostAsync("messages/send", $$"""{"raw":"{{raw}}"}""");
        var two = await other.PostAsync("messages/send", $$"""{"raw":"{{raw}}"}""");
        Assert.Equal(one.String("id"), two.String("id"));
    }
}
