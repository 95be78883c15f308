using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GmailMcp.Tests.EndToEnd;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>A client that writes its requests itself: whatever a hostile one would send, and statuses as they come.</summary>
/// <param name="address">The server's.</param>
/// <param name="http">Sends.</param>
/// <param name="key">The bearer key; null for none.</param>
internal sealed class RawCaller(Uri address, HttpClient http, string? key = null)
{
    private int _lastId = 1000; // an SDK client in the same session counts from 1

    /// <summary>The session that the server gave out; settable, to name another's.</summary>
    public string? SessionId { get; set; }

    /// <summary>True for 2026-07-28, which has no sessions.</summary>
    public bool IsModern { get; init; }

    /// <summary>Opens a session.</summary>
    public async Task<RawCaller> OpenAsync()
    {
        using var answer = await PostAsync(Frame.Initialize("2025-06-18", ++_lastId));
        answer.EnsureSuccessStatusCode();
        SessionId = answer.Headers.GetValues("Mcp-Session-Id").Single();
        await answer.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken); // to its end: the session is idle then
        using var told = await PostAsync(Frame.Initialized);
        await told.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        return this;
    }

    public Task<HttpResponseMessage> PostAsync(string json, CancellationToken? cancellationToken = null) =>
        SendAsync(Post(new StringContent(json, Encoding.UTF8, "application/json")), cancellationToken);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken? cancellationToken = null)
    {
        using (request)
        {
            return await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken ?? TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A POST to /mcp as this caller, not sent yet.</summary>
    public HttpRequestMessage Post(HttpContent content) => Request(HttpMethod.Post, "/mcp", content);

    public HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (SessionId is not null)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", SessionId);
        }

        return request;
    }

    /// <summary>A call of a tool in this caller's revision; the answer's status and whole body.</summary>
    public async Task<(int Status, string Body)> CallAsync(
        string tool, JsonObject? arguments = null, CancellationToken? cancellationToken = null)
    {
        var cancellation = cancellationToken ?? TestContext.Current.CancellationToken;
        using var answer = await SendAsync(Call(tool, arguments), cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>The request of such a call, not sent yet.</summary>
    public HttpRequestMessage Call(string tool, JsonObject? arguments = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var json = IsModern
            ? Frame.Modern(id, "tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments ?? [] })
            : Frame.Call(id, tool, arguments);
        var request = Post(new StringContent(json, Encoding.UTF8, "application/json"));
        if (IsModern)
        {
            request.Headers.Add("Mcp-Protocol-Version", Frame.Newest);
            request.Headers.Add("Mcp-Method", "tools/call");
            request.Headers.Add("Mcp-Name", tool);
        }

        return request;
    }
}
