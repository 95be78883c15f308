using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Thousands of bodies that are nearly messages, in sessions and without: each is answered, none by a failure of the
/// server, and it lives.</summary>
public sealed class HttpFuzzTests
{
    private const int Seed = 20261125;
    private const int Block = 200;
    private const int AtOnce = 16;

    // The bar is 50,000 (GMAIL_MCP_FUZZ_BODIES=50000).
    private static readonly int Bodies = FullSize.Of("GMAIL_MCP_FUZZ_BODIES", 2_000);

    [Fact]
    public async Task Survives_bodies_that_are_nearly_messages()
    {
        using var home = new Storage.ScratchFolder();
        var random = new Random(Seed);
        var broken = new BrokenFrames(random);
        await using var server = await HttpProcess.StartAsync(home.Path, variables: null, "--demo", "--sse", "--rate-limit", "0");
        using var http = new HttpClient { Timeout = Patience.Long };
        var good = await new RawCaller(server.Address, http).OpenAsync();
        var statuses = new ConcurrentQueue<HttpStatusCode>();

        for (var done = 0; done < Bodies; done += Block)
        {
            // New ones for each block: a body may have ended a session. As many as requests, which repeat each other's ids.
            var fuzzers = new RawCaller[AtOnce];
            for (var i = 0; i < AtOnce; i++)
            {
                fuzzers[i] = await new RawCaller(server.Address, http).OpenAsync();
            }

            var requests = Enumerable.Range(0, Block).Select(i => Build(fuzzers[i % AtOnce], broken.Next(), random)).ToList();
            await Parallel.ForEachAsync(
                requests,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
                async (request, _) => statuses.Enqueue(await CheckAsync(server, fuzzers[0], request)));

            Assert.False(server.Process.HasExited, $"After {done} bodies: {server.Error}");
            Assert.Equal(200, (await good.CallAsync("list_email_labels")).Status);
        }

        // What is meant to get through does, and what is not does not.
        Assert.All(
            [HttpStatusCode.OK, HttpStatusCode.BadRequest],
            status => Assert.True(statuses.Count(one => one == status) > Bodies / 20, string.Join(", ", statuses.CountBy(one => one))));
        Assert.DoesNotContain("unhandled", server.Error, StringComparison.Ordinal);
        Assert.Equal(0, await server.EndAsync("TERM"));
    }

    private static HttpRequestMessage Build(RawCaller caller, byte[] body, Random random)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = random.Next(20) == 0 ? null : new MediaTypeHeaderValue("application/json");
        var request = caller.Post(content);
        switch (random.Next(8))
        {
            case 0:
                request.Headers.Remove("Mcp-Session-Id");
                break;
            case 1:
                request.Headers.Remove("Mcp-Session-Id");
                request.Headers.Add("Mcp-Protocol-Version", random.Next(4) == 0 ? "2026-07-29" : Frame.Newest);
                request.Headers.Add("Mcp-Method", random.Next(2) == 0 ? "tools/list" : "server/discover");
                break;
            default:
                break;
        }

        return request;
    }

    private static async Task<HttpStatusCode> CheckAsync(HttpProcess server, RawCaller caller, HttpRequestMessage request)
    {
        var sent = await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await Patience.ForAsync(
            answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), () => $"the answer to {sent}");

        Assert.True((int)answer.StatusCode < 500, $"{answer.StatusCode} to {sent}: {body}\n{server.Error}");
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
        {
            Assert.True(IsError(body), $"{answer.StatusCode} to {sent}: {body}");
        }

        return answer.StatusCode;
    }

    private static bool IsError(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject frame && frame["error"]?["code"] is JsonValue;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
