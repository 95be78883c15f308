using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>HTTP with SSE at the addresses of the old server.</summary>
public sealed class LegacySseTests
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";

    private static readonly Dictionary<string, Owner> Keys = new() { ["key-a"] = Owner.OfKey("a"), ["key-b"] = Owner.OfKey("b") };

    [Fact]
    public async Task A_stream_announces_messages_at_the_root_and_belongs_to_its_caller()
    {
        await using var server = await HttpServer.StartAsync(
            http => http with { HasSse = true, FindOwner = Keys.GetValueOrDefault, HasKeys = true }, isDemo: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/sse", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "key-a");
        using var stream = await server.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("event: endpoint", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        var announced = (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!["data: ".Length..];

        Assert.StartsWith("/messages?sessionId=", announced, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(server, announced, "key-a"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(server, announced, "key-b"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(server, announced, key: null));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, announced + "x", "key-a"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, "/mcp/message?" + announced.Split('?')[1], "key-a"));
    }

    private static async Task<HttpStatusCode> PostAsync(HttpServer server, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(Ping, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
