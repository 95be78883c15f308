using Gmail;
using Gmail.History;

namespace GmailMcp.Mailbox;

/// <summary>Changes many messages by few requests and accounts for every id.</summary>
/// <remarks>batchModify and batchDelete take up to 1,000 ids for 50 units, but answer nothing and pass over unknown ids in
/// silence. So the history id is noted before (1 unit), and the history since (2 units a page) tells which messages really
/// changed; only those it does not name are asked for one by one (5 units each, and only then is a 404 seen).</remarks>
/// <param name="gmail">The mailbox.</param>
/// <param name="change">What to do.</param>
/// <param name="time">The clock of the job's time limit.</param>
/// <param name="trail">Told what the history says of the messages; null where nobody undoes the job.</param>
internal sealed class BulkJob(GmailClient gmail, BulkChange change, TimeProvider time, LabelTrail? trail = null)
{
    /// <summary>The most ids that one request takes, and so the largest batch size.</summary>
    public const int LargestBatch = 1000;

    // Gmail's prices: up to ten single changes (5 units each) cost no more than one batch (50).
    private const int CheaperOneByOne = 10;

    // Below the 120 s of a tool call (reliability.md §4), which would end the call without a word about what was done.
    private static readonly TimeSpan LastStart = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(105);

    // Whoever waits for a single message goes first.
    private readonly GmailClient _gmail = gmail.InLane(QuotaLane.Bulk);

    /// <summary>Runs the job; ids may repeat. Ends early, with the rest not tried, when Gmail refuses everything (rate,
    /// sign-in) or the time of one call is over. What was done by then is told; only where nothing was, the failure is thrown.</summary>
    /// <param name="messageIds">The messages.</param>
    /// <param name="batchSize">The most ids in one request, 1 to <see cref="LargestBatch"/>.</param>
    /// <param name="onProgress">Told how many ids are done, after each request.</param>
    /// <param name="cancellationToken">Stops the job after the request that is under way.</param>
    public async Task<BulkTally> RunAsync(
        IReadOnlyCollection<string> messageIds, int batchSize, Action<int>? onProgress, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var started = time.GetTimestamp();
        var tally = new BulkTally();
        foreach (var batch in messageIds.Distinct().Chunk(batchSize))
        {
            var progress = new BulkProgress();
            try
            {
                if (time.GetElapsedTime(started) >= LastStart)
                {
                    break;
                }

                await RunBatchAsync(batch, progress, tally, both.Token);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested
                && (limit.IsCancellationRequested || progress.HasAccepted || tally.Changed.Count + tally.AlreadySo.Count > 0))
            {
                // What was done stays done and is told; the rest waits for the next call.
                progress.Settle(tally, exception is OperationCanceledException
                    ? "Gmail did not answer within the time of one call; it may have been changed"
                    : exception.Message); // of a request that holds ids and labels only: it cannot quote mail
                break;
            }

            onProgress?.Invoke(tally.Total);
        }

        foreach (var messageId in messageIds.Distinct().Where(messageId => !tally.Has(messageId)))
        {
            tally.AddNotTried(messageId);
        }

        return tally;
    }

    private async Task RunBatchAsync(
        string[] messageIds, BulkProgress progress, BulkTally tally, CancellationToken cancellationToken)
    {
        var before = (await _gmail.Profile.GetAsync(cancellationToken)).HistoryId;
        if (messageIds.Length <= CheaperOneByOne)
        {
            await OneByOneAsync(messageIds, before, progress, tally, cancellationToken);
            return;
        }

        await HalveAsync(messageIds, progress, tally, cancellationToken);
        var accepted = messageIds.Where(progress.IsAccepted).ToList();
        var changed = await ChangedSinceAsync(before, messageIds, cancellationToken);
        foreach (var messageId in accepted.Where(changed.Contains))
        {
            tally.AddChanged(messageId);
        }

        var unnamed = accepted.Where(messageId => !changed.Contains(messageId)).ToArray();
        await OneByOneAsync(unnamed, before, progress, tally, cancellationToken);
    }

    // One malformed id makes Gmail refuse the whole request: halves of it go through, down to the bad one.
    private async Task HalveAsync(
        string[] messageIds, BulkProgress progress, BulkTally tally, CancellationToken cancellationToken)
    {
        try
        {
            progress.Begin(messageIds);
            await change.ManyAsync(_gmail, messageIds, cancellationToken);
            progress.Accept(messageIds);
        }
        catch (GmailException exception) when (exception.Kind is GmailErrorKind.InvalidArgument or GmailErrorKind.NotFound)
        {
            progress.Refuse(messageIds);
            if (messageIds.Length == 1)
            {
                tally.AddFailed(messageIds[0], exception.Message);
                return;
            }

            await HalveAsync(messageIds[..(messageIds.Length / 2)], progress, tally, cancellationToken);
            await HalveAsync(messageIds[(messageIds.Length / 2)..], progress, tally, cancellationToken);
        }
    }

    private async Task OneByOneAsync(
        string[] messageIds, string? before, BulkProgress progress, BulkTally tally, CancellationToken cancellationToken)
    {
        if (messageIds.Length == 0)
        {
            return;
        }

        progress.Begin(messageIds);
        await Task.WhenAll(messageIds.Select(async messageId =>
        {
            try
            {
                await change.OneAsync(_gmail, messageId, cancellationToken);
                progress.Accept([messageId]);
            }
            catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
            {
                tally.AddNotFound(messageId);
            }
            catch (GmailException exception)
            {
                tally.AddFailed(messageId, exception.Message);
            }
        }));

        var done = messageIds.Where(messageId => !tally.Has(messageId)).ToList();
        var changed = await ChangedSinceAsync(before, messageIds, cancellationToken);
        foreach (var messageId in done)
        {
            if (changed.Contains(messageId))
            {
                tally.AddChanged(messageId);
            }
            else
            {
                tally.AddAlreadySo(messageId);
            }
        }
    }

    private async Task<HashSet<string>> ChangedSinceAsync(
        string? historyId, string[] messageIds, CancellationToken cancellationToken)
    {
        var meant = messageIds.ToHashSet();
        var changed = new HashSet<string>();
        string? page = null;
        do
        {
            var history = await _gmail.History.ListAsync(
                historyId ?? "1", change.HistoryTypes, maxResults: 500, pageToken: page, cancellationToken: cancellationToken);
            foreach (var record in history.History)
            {
                changed.UnionWith(MessagesOf(record));
                trail?.Add(record, meant.Contains);
            }

            page = history.NextPageToken;
        }
        while (page is not null);

        return changed;
    }

    private static IEnumerable<string> MessagesOf(HistoryRecord record) =>
        new[]
        {
            record.LabelsAdded?.Select(entry => entry.Message?.Id),
            record.LabelsRemoved?.Select(entry => entry.Message?.Id),
            record.MessagesDeleted?.Select(entry => entry.Message?.Id),
        }
        .SelectMany(ids => ids ?? [])
        .OfType<string>();
}
