using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace GmailMcp.Tests.Accounts;

/// <summary>Answers as Google's endpoints do, with what the test says, and remembers what it was asked.</summary>
internal sealed class CannedGoogle : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<GoogleCall, HttpResponseMessage>> _next = new();

    public ConcurrentQueue<GoogleCall> Calls { get; } = new();

    /// <summary>What is answered when nothing else is queued.</summary>
    public Func<GoogleCall, HttpResponseMessage> Answer { get; set; } = _ => Token("access-2");

    /// <summary>Answers wait for this, so that a test can let many callers arrive first.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(HttpStatusCode status, string error, string description = "described") =>
        Json(status, $$"""{"error":"{{error}}","error_description":"{{description}}"}""");

    public static HttpResponseMessage Token(string accessToken, string more = "") =>
        Json(HttpStatusCode.OK, $$"""{"access_token":"{{accessToken}}","expires_in":3599,"token_type":"Bearer"{{more}}}""");

    public static HttpResponseMessage Html(HttpStatusCode status) =>
        new(status) { Content = new StringContent("<html><body>Bad gateway</body></html>", Encoding.UTF8, "text/html") };

    /// <summary>Answers once, in this order.</summary>
    public CannedGoogle Then(Func<GoogleCall, HttpResponseMessage> answer)
    {
        _next.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new GoogleCall(request.Method, request.RequestUri!, body, request.Headers.Authorization?.Parameter);
        Calls.Enqueue(call);
        await Gate.WaitAsync(cancellationToken);
        return _next.TryDequeue(out var answer) ? answer(call) : Answer(call);
    }
}
