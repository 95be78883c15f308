using System.Net;
using System.Text;

namespace Gmail.Tests.Canned;

/// <summary>Answers requests from a list, in order, and keeps what was asked. The last answer repeats.</summary>
internal sealed class CannedGmail(TimeProvider? time = null) : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = new();
    private readonly Lock _lock = new();

    public List<CannedRequest> Requests { get; } = [];

    public CannedRequest Request => Assert.Single(Requests);

    public CannedGmail Answers(
        string json, HttpStatusCode status = HttpStatusCode.OK, params (string, string)[] headers) =>
        Answers(_ => Answer(json, status, headers));

    public CannedGmail Answers(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public CannedGmail Fails(Exception cause) => Answers(_ => throw cause);

    public static HttpResponseMessage Answer(
        string body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status);
        response.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    public GmailClient Client(GmailClientOptions? options = null) => new(
        new HttpClient(this),
        options ?? (time is null
            ? new GmailClientOptions()
            : new GmailClientOptions { TimeProvider = time, Jitter = () => 0 }));

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Func<HttpRequestMessage, HttpResponseMessage> answer;
        lock (_lock)
        {
            Requests.Add(CannedRequest.Of(request, body, (time ?? TimeProvider.System).GetUtcNow()));
            answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        }

        return answer(request);
    }
}
