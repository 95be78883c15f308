using System.Net;
using System.Text.Json.Nodes;
using GmailMcp.Accounts;
using GmailMcp.Tests.EndToEnd;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>A call that its client cancels holds nothing any more.</summary>
public sealed class CancelledPostsTests
{
    private static readonly Dictionary<string, Owner> Keys = new() { ["key-a"] = Owner.OfKey("a"), ["key-b"] = Owner.OfKey("b") };

    [Theory]
    [InlineData("7")]
    [InlineData("\"seven\"")]
    public async Task The_POST_of_a_cancelled_request_ends_without_an_answer(string id)
    {
        var held = new HeldCalls();
        await using var server = await StartAsync(held);
        var caller = await Caller(server, "key-a").OpenAsync();
        var running = PostAsync(caller, Call(id));
        await held.UntilRunningAsync(1);

        using var told = await caller.PostAsync(Cancel(id));

        Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);
        Assert.Equal((200, ""), await Patience.ForAsync(running, () => "the end of the POST"));
        await held.UntilRunningAsync(0);
        held.Release();
        Assert.Equal(200, (await caller.CallAsync("list_email_labels")).Status);
    }

    [Fact]
    public async Task Nobody_elses_cancellation_ends_it()
    {
        var held = new HeldCalls();
        await using var server = await StartAsync(held);
        var caller = await Caller(server, "key-a").OpenAsync();
        var running = PostAsync(caller, Call("7"));
        await held.UntilRunningAsync(1);
        var thief = Caller(server, "key-b");
        thief.SessionId = caller.SessionId;

        using var refused = await thief.PostAsync(Cancel("7"));
        using var own = await (await Caller(server, "key-b").OpenAsync()).PostAsync(Cancel("7"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, own.StatusCode);
        held.Release();
        var (status, body) = await running;
        Assert.Equal(200, status);
        Assert.Contains("\"result\"", body);
    }

    [Fact]
    public async Task An_id_that_is_in_use_is_refused_and_free_again_afterwards()
    {
        var held = new HeldCalls();
        await using var server = await StartAsync(held);
        var caller = await Caller(server, "key-a").OpenAsync();
        var running = PostAsync(caller, Call("7"));
        await held.UntilRunningAsync(1);

        var (status, body) = await PostAsync(caller, Call("7"));

        Assert.Equal(400, status);
        Assert.Contains("-32600", body);
        held.Release();
        Assert.Equal(200, (await running).Status);
        Assert.Equal(200, (await PostAsync(caller, Call("7"))).Status);
    }

    private static RawCaller Caller(HttpServer server, string key) => new(server.Address, server.Client, key);

    private static Task<HttpServer> StartAsync(HeldCalls held) => HttpServer.StartAsync(
        http => http with { FindOwner = Keys.GetValueOrDefault, HasKeys = true },
        isDemo: true,
        more: held.AddTo);

    private static string Call(string id)
    {
        var call = JsonNode.Parse(Frame.Call(0, "list_email_labels"))!.AsObject();
        call["id"] = JsonNode.Parse(id);
        return call.ToJsonString();
    }

    private static string Cancel(string id) =>
        Frame.Notification("notifications/cancelled", new JsonObject { ["requestId"] = JsonNode.Parse(id) });

    private static async Task<(int Status, string Body)> PostAsync(RawCaller caller, string json)
    {
        using var answer = await caller.PostAsync(json);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
