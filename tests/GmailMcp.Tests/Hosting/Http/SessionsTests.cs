using System.Net;
using System.Text;
using System.Text.Json;
using GmailMcp.Accounts;
using GmailMcp.Hosting.Http;
using GmailMcp.Tests.EndToEnd;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Sessions as the operator and their callers see them: who may list and end them, and when they end by themselves.</summary>
public sealed class SessionsTests
{
    private const string Operator = "operator key";

    private static readonly Dictionary<string, Owner> Keys = new() { ["key-a"] = Owner.OfKey("a"), ["key-b"] = Owner.OfKey("b") };

    [Fact]
    public async Task Health_tells_the_sessions_in_the_old_shape()
    {
        await using var server = await StartAsync();
        var caller = await Caller(server).OpenAsync();
        using var ping = await caller.PostAsync(Frame.Request(5, "ping"));

        var health = await JsonAsync(server, "/health", Operator);

        Assert.Equal(("ok", "http"), (Text(health, "status"), Text(health, "transport")));
        Assert.Equal(["status", "transport", "timestamp", "version", "activeSessions"], health.EnumerateObject().Select(field => field.Name));
        var active = health.GetProperty("activeSessions");
        Assert.Equal((1, 0), (active.GetProperty("streamable").GetInt32(), active.GetProperty("sse").GetInt32()));
        var session = active.GetProperty("details").EnumerateArray().Single();
        Assert.Equal(caller.SessionId, Text(session, "sessionId"));
        Assert.Equal("auth-" + caller.SessionId, Text(session, "authSessionId"));
        Assert.Equal(2, session.GetProperty("requestCount").GetInt32()); // initialized and ping; not the initialize
        Assert.True(session.GetProperty("age").GetInt64() >= 0);
    }

    [Fact]
    public async Task Without_the_operators_key_ids_are_cut_and_a_cut_one_ends_nothing()
    {
        await using var server = await StartAsync();
        var caller = await Caller(server).OpenAsync();
        var cut = caller.SessionId![..8];

        Assert.Equal([cut], await SessionIdsAsync(server, key: null));
        Assert.Equal([cut], await SessionIdsAsync(server, "key-a"));
        Assert.Equal([caller.SessionId], await SessionIdsAsync(server, Operator));

        Assert.Equal((404, $"{{\"error\":\"Session {cut} not found\"}}"), await DeleteAsync(server, $"/sessions/{cut}"));
        Assert.Equal(
            (200, $"{{\"message\":\"Session {caller.SessionId} closed successfully\"}}"),
            await DeleteAsync(server, $"/sessions/{caller.SessionId}"));
        Assert.Empty(await SessionIdsAsync(server, Operator));
        Assert.Equal(404, (await caller.CallAsync("list_email_labels")).Status);
    }

    [Fact]
    public async Task The_operator_ends_any_session_and_a_caller_only_his_own()
    {
        await using var server = await StartAsync();
        var first = await Caller(server, "key-a").OpenAsync();
        var second = await Caller(server, "key-a").OpenAsync();

        Assert.Equal(403, (await DeleteAsync(server, $"/sessions/{first.SessionId}")).Status);
        Assert.Equal(403, (await DeleteAsync(server, $"/sessions/{first.SessionId}", "key-b")).Status);
        Assert.Equal(200, (await first.CallAsync("list_email_labels")).Status);
        Assert.Equal(200, (await DeleteAsync(server, $"/sessions/{first.SessionId}", "key-a")).Status);
        Assert.Equal(200, (await DeleteAsync(server, $"/sessions/{second.SessionId![..8]}", Operator)).Status);
        Assert.Empty(await SessionIdsAsync(server, Operator));
    }

    [Fact]
    public async Task Another_callers_session_answers_403_to_every_method_and_stays()
    {
        await using var server = await StartAsync();
        var victim = await Caller(server, "key-a").OpenAsync();
        foreach (var key in new[] { "key-b", null })
        {
            var thief = Caller(server, key);
            thief.SessionId = victim.SessionId;

            Assert.Equal(403, (await thief.CallAsync("list_email_labels")).Status);
            using var stream = await thief.SendAsync(thief.Request(HttpMethod.Get, "/mcp"));
            Assert.Equal(HttpStatusCode.Forbidden, stream.StatusCode);
            using var end = await thief.SendAsync(thief.Request(HttpMethod.Delete, "/mcp"));
            Assert.Equal(HttpStatusCode.Forbidden, end.StatusCode);
        }

        Assert.Equal(200, (await victim.CallAsync("list_email_labels")).Status);
    }

    [Fact]
    public async Task A_session_that_a_client_invents_is_not_adopted()
    {
        await using var server = await StartAsync();
        var caller = Caller(server);
        caller.SessionId = "chosen-by-the-client";

        using var opened = await caller.PostAsync(Frame.Initialize("2025-06-18", 1));

        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
        Assert.Equal(404, (await caller.CallAsync("list_email_labels")).Status);
        Assert.Empty(await SessionIdsAsync(server, Operator));
    }

    [Fact]
    public async Task A_session_ends_by_DELETE_and_answers_404_from_then_on()
    {
        await using var server = await StartAsync();
        var caller = await Caller(server, "key-a").OpenAsync();

        using var end = await caller.SendAsync(caller.Request(HttpMethod.Delete, "/mcp"));

        Assert.True(end.IsSuccessStatusCode);
        Assert.Equal(404, (await caller.CallAsync("list_email_labels")).Status);
        using var stream = await caller.SendAsync(caller.Request(HttpMethod.Get, "/mcp"));
        Assert.Equal(HttpStatusCode.NotFound, stream.StatusCode);
        Assert.Empty(await SessionIdsAsync(server, Operator)); // the servers before this one left it there
        Assert.Equal(404, (await DeleteAsync(server, "/mcp", "key-a", caller.SessionId)).Status);
        Assert.Equal(400, (await DeleteAsync(server, "/mcp", "key-a")).Status);
    }

    [Fact]
    public async Task A_slash_at_the_end_of_the_address_changes_nothing()
    {
        await using var server = await StartAsync();
        using var opening = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/mcp/"));
        opening.Content = Json(Frame.Initialize("2025-06-18", 1));
        using var opened = await server.Client.SendAsync(opening, TestContext.Current.CancellationToken); // as C2: no Accept
        var sessionId = opened.Headers.GetValues("Mcp-Session-Id").Single();

        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        foreach (var (body, status) in new[]
        {
            (Frame.Request(2, "ping"), HttpStatusCode.OK),
            ($"[{Frame.Request(3, "ping")}]", HttpStatusCode.BadRequest),
            ("""{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"delete_email","arguments":{"messageId":"a","messageId":"b"}}}""",
                HttpStatusCode.BadRequest),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/mcp/"));
            request.Content = Json(body);
            request.Headers.Add("Mcp-Session-Id", sessionId);
            using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, answer.StatusCode);
        }

        var health = await JsonAsync(server, "/health", Operator);
        var active = health.GetProperty("activeSessions");
        Assert.Equal((1, 0), (active.GetProperty("streamable").GetInt32(), active.GetProperty("sse").GetInt32()));
        Assert.Equal(1, active.GetProperty("details").EnumerateArray().Single().GetProperty("requestCount").GetInt32());
        Assert.Equal(200, (await DeleteAsync(server, "/mcp/", sessionId: sessionId)).Status);

        static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
    }

    [Fact]
    public async Task Sessions_that_nobody_uses_end_after_the_set_time_and_a_used_one_lives_on()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(new HttpLimits { SessionIdle = TimeSpan.FromMinutes(10) }, clock, hasSse: true);
        var idle = await Caller(server).OpenAsync();
        var used = await Caller(server).OpenAsync();
        using var sse = await idle.SendAsync(idle.Request(HttpMethod.Get, "/sse"));
        await Patience.UntilAsync(async () => (await SessionIdsAsync(server, Operator)).Count == 3);

        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(200, (await used.CallAsync("list_email_labels")).Status);
        for (var minute = 0; minute < 6; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        await Patience.UntilAsync(async () => (await SessionIdsAsync(server, Operator)).Count == 1);
        Assert.Equal(404, (await idle.CallAsync("list_email_labels")).Status);
        Assert.Equal(200, (await used.CallAsync("list_email_labels")).Status);
        await sse.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Long, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Above_the_most_sessions_the_one_that_was_idle_longest_ends()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(new HttpLimits { MostSessions = 2 }, clock);
        var callers = new List<RawCaller>();
        for (var i = 0; i < 3; i++)
        {
            callers.Add(await Caller(server).OpenAsync());
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await Patience.UntilAsync(async () => (await SessionIdsAsync(server, Operator)).Count == 2);
        Assert.Equal(404, (await callers[0].CallAsync("list_email_labels")).Status);
        Assert.Equal(200, (await callers[1].CallAsync("list_email_labels")).Status);
        Assert.Equal(200, (await callers[2].CallAsync("list_email_labels")).Status);
    }

    private static RawCaller Caller(HttpServer server, string? key = null) => new(server.Address, server.Client, key);

    private static Task<HttpServer> StartAsync(HttpLimits? limits = null, TimeProvider? clock = null, bool hasSse = false) =>
        HttpServer.StartAsync(
            http => http with
            {
                FindOwner = Keys.GetValueOrDefault,
                HasKeys = true,
                IsOperatorKey = key => key == Operator,
                HasSse = hasSse,
                Limits = limits ?? new HttpLimits(),
            },
            isDemo: true,
            clock: clock);

    private static async Task<JsonElement> JsonAsync(HttpServer server, string path, string? key)
    {
        var caller = Caller(server, key);
        using var answer = await caller.SendAsync(caller.Request(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private static async Task<IReadOnlyList<string?>> SessionIdsAsync(HttpServer server, string? key)
    {
        var answer = await JsonAsync(server, "/sessions", key);
        var ids = answer.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("sessionId").GetString()).ToList();
        Assert.Equal(ids.Count, answer.GetProperty("totalSessions").GetInt32());
        return ids;
    }

    private static async Task<(int Status, string Body)> DeleteAsync(HttpServer server, string path, string? key = null, string? sessionId = null)
    {
        var caller = Caller(server, key);
        caller.SessionId = sessionId;
        using var answer = await caller.SendAsync(caller.Request(HttpMethod.Delete, path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string? Text(JsonElement from, string name) => from.GetProperty(name).GetString();
}
