using System.Net;
using System.Text.Json;

namespace Gmail.Messages;

/// <summary>Gets many messages through the batch endpoint: small batches one after another, asking again only for what
/// failed and may pass.</summary>
internal sealed class MessageBatch(
    GmailTransport transport, IReadOnlyList<string> messageIds, Func<string, GmailRequest> ask)
{
    // https://developers.google.com/workspace/gmail/api/guides/batch: "limited to 100 calls in a single batch request".
    private const int MostParts = 100;

    private readonly BatchResult<Message>?[] _results = new BatchResult<Message>?[messageIds.Count];
    private readonly int[] _tries = new int[messageIds.Count];
    private int _size = MostParts;
    private bool _hasRefreshed;

    public async Task<IReadOnlyList<BatchResult<Message>>> GetAsync(CancellationToken cancellationToken)
    {
        var open = Enumerable.Range(0, messageIds.Count).ToList();
        while (open.Count > 0)
        {
            // No more than may be in flight: Gmail counts the parts.
            var chunk = open[..Math.Min(Math.Min(_size, transport.MaxInFlight), open.Count)];
            open.RemoveRange(0, chunk.Count);
            var (failed, left) = await AskAsync(chunk, cancellationToken);
            open.InsertRange(0, left);
            await RefreshAsync(failed, cancellationToken);
            open.InsertRange(0, await JudgeAsync(failed, chunk.Count - left.Count, cancellationToken));
        }

        return [.. _results.Select(result => result!)]; // No index leaves the list of open ones without a result.
    }

    /// <returns>What failed, and what found no place and is to be asked for next.</returns>
    private async Task<(Dictionary<int, GmailException> Failed, List<int> Left)> AskAsync(
        List<int> chunk, CancellationToken cancellationToken)
    {
        var parts = new List<(int Name, GmailRequest Request)>();
        foreach (var index in chunk)
        {
            try
            {
                parts.Add((index, ask(messageIds[index])));
            }
            catch (GmailException error)
            {
                Fail(index, error);
            }
        }

        var failed = new Dictionary<int, GmailException>();
        if (parts.Count == 0)
        {
            return (failed, []);
        }

        var admitted = parts.Count;

        try
        {
            foreach (var (index, error) in await ExchangeAsync(parts, count => admitted = count, cancellationToken))
            {
                failed[index] = error;
            }
        }
        catch (GmailException error) when (_results.Any(result => result is { IsSuccess: true }))
        {
            // The batch as a whole was refused, for good. What came before is kept: each of these ids bears the error.
            parts.ForEach(part => Fail(part.Name, error));
        }

        return (failed, [.. parts.Skip(admitted).Select(part => part.Name)]);
    }

    private async Task<List<(int Index, GmailException Error)>> ExchangeAsync(
        List<(int Name, GmailRequest Request)> parts, Action<int> onAdmitted, CancellationToken cancellationToken)
    {
        var admitted = parts.Count;
        var answers = await transport.SendAsync(
            BatchRequest.Of(parts, count =>
            {
                admitted = count;
                onAdmitted(count);
            }),
            async (response, body, token) =>
            {
                using var whole = new MemoryStream();
                await AnswerStream.InMemory(body).CopyToAsync(whole, token);
                return BatchAnswer.ReadAll(whole.ToArray(), response.Content.Headers.ContentType).ToList();
            },
            cancellationToken);
        var failed = new List<(int, GmailException)>();
        foreach (var (index, request) in parts.Take(admitted))
        {
            // Matched by name: Gmail may answer in another order.
            var answer = answers.FirstOrDefault(answer => answer.Name == index);
            var error = answer is null ? Unanswered(request) : Take(index, request, answer);
            if (error is not null)
            {
                failed.Add((index, error));
            }
        }

        return failed;
    }

    private GmailException? Take(int index, GmailRequest request, BatchAnswer answer)
    {
        if (answer.Status is < HttpStatusCode.OK or >= HttpStatusCode.MultipleChoices)
        {
            return transport.Error(request.MethodId, answer.Status, answer.Headers, answer.Body);
        }

        try
        {
            var message = JsonSerializer.Deserialize(answer.Body.Span, GmailJson.Default.Message);
            _results[index] = message is null ? null : new(messageIds[index], message, null);
            return message is null ? Unanswered(request) : null;
        }
        catch (JsonException)
        {
            return Unanswered(request);
        }
    }

    // An expired token is refreshed by a handler that sees whole answers only: a plain request makes it notice, once.
    private async Task RefreshAsync(Dictionary<int, GmailException> failed, CancellationToken cancellationToken)
    {
        var refused = failed.Where(pair => pair.Value.Kind == GmailErrorKind.Unauthorized)
            .Select(pair => pair.Key)
            .ToList();
        if (refused.Count == 0 || _hasRefreshed)
        {
            return;
        }

        _hasRefreshed = true;
        failed.Remove(refused[0]);
        try
        {
            var message = await transport.SendAsync(
                ask(messageIds[refused[0]]), GmailJson.Default.Message, cancellationToken);
            _results[refused[0]] = new(messageIds[refused[0]], message, null);
        }
        catch (GmailException error)
        {
            Fail(refused[0], error);
            return;
        }

        foreach (var index in refused.Skip(1))
        {
            failed[index] = new GmailException(GmailErrorKind.Network, "The access token was refreshed.");
        }
    }

    /// <returns>The indexes to ask for again, after the wait that they need.</returns>
    private async Task<List<int>> JudgeAsync(
        Dictionary<int, GmailException> failed, int asked, CancellationToken cancellationToken)
    {
        var again = new List<int>();
        var longest = TimeSpan.Zero;
        foreach (var (index, error) in failed)
        {
            if (transport.WaitAfter(++_tries[index], error) is { } wait)
            {
                again.Add(index);
                longest = wait > longest ? wait : longest;
            }
            else
            {
                Fail(index, error);
            }
        }

        if (failed.Values.Any(error => error is { StatusCode: HttpStatusCode.TooManyRequests, RetryAt: null }))
        {
            // Too many parts at once for Gmail's limit of concurrent requests. The places grow again; these batches do not.
            _size = Math.Max(1, asked / 2);
            transport.Shrink();
        }

        if (again.Count > 0)
        {
            await transport.DelayAsync(longest, cancellationToken);
        }

        return again;
    }

    private static GmailException Unanswered(GmailRequest request) =>
        new(GmailErrorKind.Network, $"{request.MethodId} failed: the batch came back without a readable answer to it")
        {
            MethodId = request.MethodId,
        };

    private void Fail(int index, GmailException error) => _results[index] = new(messageIds[index], null, error);
}
