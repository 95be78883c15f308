using System.Net;
using System.Text;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>Several calls in one request (Gmail API guide, Batching requests): each part has its own status, matched by
/// Content-ID.</summary>
internal sealed class BatchEndpoint(EmulatedGmail gmail, Dispatcher dispatcher, InFlight inFlight)
{
    /// <summary>"You're limited to 100 calls in a single batch request."</summary>
    private const int MostCalls = 100;

    // Headers of the outer request hold for each part, except those about content.
    private static readonly HashSet<string> NotInherited = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Accept-Encoding", "Host",
    };

    public async Task<WireAnswer> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var parts = request.MediaType == "multipart/mixed"
            ? MultipartBody.Read(request.Header("Content-Type")!, request.Body)
            : null;
        if (request.Verb != "POST" || parts is null or { Count: 0 })
        {
            return WireAnswer.FromError(GmailApiException.ParseError("Failed to parse batch request."));
        }

        if (parts.Count > MostCalls)
        {
            return WireAnswer.FromError(GmailApiException.Invalid(
                $"The batch request has {parts.Count} calls; the limit is {MostCalls}."));
        }

        var calls = parts.Select(part => (Part: part, Request: ReadCall(request, part))).ToList();
        var answers = await AnswerAllAsync(calls.ConvertAll(call => call.Request), cancellationToken)
            .ConfigureAwait(false);
        var order = Enumerable.Range(0, calls.Count);
        return Write(calls, answers, gmail.Options.BatchAnswersOutOfOrder ? order.Reverse() : order);
    }

    /// <summary>Every part is in flight at once, so every part takes its place before any of them is
    /// answered.</summary>
    private async Task<WireAnswer[]> AnswerAllAsync(List<WireRequest?> calls, CancellationToken cancellationToken)
    {
        var entered = new List<string>();
        try
        {
            var answers = new List<Task<WireAnswer>>();
            var places = new List<bool>();
            foreach (var call in calls)
            {
                var account = gmail.OAuth.Tokens.FindAccess(call?.BearerToken)?.Account ?? "";
                places.Add(inFlight.TryEnter(account));
                if (places[^1])
                {
                    entered.Add(account);
                }
            }

            for (var i = 0; i < calls.Count; i++)
            {
                answers.Add(calls[i] is { } call
                    ? dispatcher.AnswerAsync(call, cancellationToken, places[i])
                    : Task.FromResult(WireAnswer.FromError(GmailApiException.ParseError("Failed to parse the part."))));
            }

            return await Task.WhenAll(answers).ConfigureAwait(false);
        }
        finally
        {
            entered.ForEach(inFlight.Leave);
        }
    }

    /// <summary>The HTTP request inside a part; null when it is none.</summary>
    private static WireRequest? ReadCall(WireRequest outer, MultipartPart part)
    {
        var lineEnd = part.Content.AsSpan().IndexOf((byte)'\n');
        var line = lineEnd < 0 ? [] : Encoding.ASCII.GetString(part.Content, 0, lineEnd).TrimEnd('\r').Split(' ');
        if (line.Length < 2 || !Uri.TryCreate(new Uri(outer.Root), line[1], out var uri))
        {
            return null;
        }

        var inner = MultipartBody.ReadPart(part.Content.AsSpan(lineEnd + 1));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var inherited = outer.Headers.Where(header => !NotInherited.Contains(header.Key));
        foreach (var (name, value) in inherited.Concat(inner.Headers))
        {
            headers[name] = value;
        }

        var length = int.TryParse(inner.Header("Content-Length"), out var declared) ? declared : inner.Content.Length;
        return new WireRequest
        {
            Verb = line[0],
            Root = outer.Root,
            Path = uri.AbsolutePath,
            Query = QueryValues.Parse(uri.Query),
            Headers = headers,
            Body = inner.Content[..Math.Min(length, inner.Content.Length)],
            IsBatchPart = true,
        };
    }

    private static WireAnswer Write(
        List<(MultipartPart Part, WireRequest? Request)> calls, WireAnswer[] answers, IEnumerable<int> order)
    {
        const string Boundary = "batch_emulatedgmail0000000000000000";
        using var body = new MemoryStream();
        void Text(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        foreach (var index in order)
        {
            var answer = answers[index];
            Text($"--{Boundary}\r\nContent-Type: application/http\r\n");
            if (calls[index].Part.Header("Content-ID") is { } contentId)
            {
                Text($"Content-ID: {AnswerId(contentId)}\r\n");
            }

            Text($"\r\nHTTP/1.1 {answer.Status} {Phrase(answer.Status)}\r\n");
            foreach (var (name, value) in answer.Headers)
            {
                Text($"{name}: {value}\r\n");
            }

            if (answer.ContentType is not null)
            {
                Text($"Content-Type: {answer.ContentType}\r\n");
            }

            Text($"Content-Length: {answer.Body.Length}\r\n\r\n");
            body.Write(answer.Body);
            Text("\r\n");
        }

        Text($"--{Boundary}--\r\n");
        return new WireAnswer(200, $"multipart/mixed; boundary={Boundary}", body.ToArray());
    }

    // "If you provide a Content-ID header for a part … the response has the same value prefixed with response-."
    private static string AnswerId(string contentId) => contentId.StartsWith('<')
        ? "<response-" + contentId[1..]
        : "response-" + contentId;

    private static string Phrase(int status)
    {
        using var message = new HttpResponseMessage((HttpStatusCode)status);
        return message.ReasonPhrase ?? "";
    }
}
