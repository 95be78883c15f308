using Gmail;
using Gmail.History;

namespace GmailMcp.Mailbox;

/// <summary>Changes many messages by few requests and accounts for every id.</summary>
/// <remarks>batchModify and batchDelete take up to 1,000 ids for 50 units, but answer nothing and pass over unknown ids in
/// silence. So the history id is noted before (1 unit), and the history since (2 units a page) tells which messages really
/// changed; only those it does not name are asked for one by one (5 units each, and only then is a 404 seen).</remarks>
/// <param name="gmail">The mailbox.</param>
/// <param name="change">What to do.</param>
internal sealed class BulkJob(GmailClient gmail, BulkChange change)
{
    /// <summary>The most ids that one request takes, and so the largest batch size.</summary>
    public const int LargestBatch = 1000;

    // Gmail's prices: up to ten single changes (5 units each) cost no more than one batch (50).
    private const int CheaperOneByOne = 10;

    /// <summary>Runs the job; ids may repeat. Ends early, with the rest not tried, when Gmail refuses everything (rate, sign-in).</summary>
    /// <param name="messageIds">The messages.</param>
    /// <param name="batchSize">The most ids in one request, 1 to <see cref="LargestBatch"/>.</param>
    /// <param name="onProgress">Told how many ids are done, after each request.</param>
    /// <param name="cancellationToken">Stops the job after the request that is under way.</param>
    public async Task<BulkTally> RunAsync(
        IReadOnlyCollection<string> messageIds, int batchSize, Action<int>? onProgress, CancellationToken cancellationToken)
    {
        var tally = new BulkTally();
        var batches = messageIds.Distinct().Chunk(batchSize).ToList();
        for (var i = 0; i < batches.Count; i++)
        {
            try
            {
                await RunBatchAsync(batches[i], tally, cancellationToken);
            }
            catch (GmailException exception) when (tally.Total > 0 || i > 0)
            {
                // What was done stays done and is told; the rest waits for the next call.
                tally.AddFailed(batches[i][0], exception.Message);
                tally.AddNotTried(batches[i].Skip(1).Concat(batches.Skip(i + 1).SelectMany(batch => batch)));
                break;
            }

            onProgress?.Invoke(tally.Total);
        }

        return tally;
    }

    private async Task RunBatchAsync(string[] messageIds, BulkTally tally, CancellationToken cancellationToken)
    {
        var before = (await gmail.Profile.GetAsync(cancellationToken)).HistoryId;
        if (messageIds.Length <= CheaperOneByOne)
        {
            await OneByOneAsync(messageIds, before, tally, cancellationToken);
            return;
        }

        var accepted = new List<string>();
        await HalveAsync(messageIds, accepted, tally, cancellationToken);
        var changed = await ChangedSinceAsync(before, cancellationToken);
        foreach (var messageId in accepted.Where(changed.Contains))
        {
            tally.AddChanged(messageId);
        }

        await OneByOneAsync([.. accepted.Where(messageId => !changed.Contains(messageId))], before, tally, cancellationToken);
    }

    // One malformed id makes Gmail refuse the whole request: halves of it go through, down to the bad one.
    private async Task HalveAsync(
        string[] messageIds, List<string> accepted, BulkTally tally, CancellationToken cancellationToken)
    {
        try
        {
            await change.ManyAsync(gmail, messageIds, cancellationToken);
            accepted.AddRange(messageIds);
        }
        catch (GmailException exception) when (exception.Kind is GmailErrorKind.InvalidArgument or GmailErrorKind.NotFound)
        {
            if (messageIds.Length == 1)
            {
                tally.AddFailed(messageIds[0], exception.Message);
                return;
            }

            await HalveAsync(messageIds[..(messageIds.Length / 2)], accepted, tally, cancellationToken);
            await HalveAsync(messageIds[(messageIds.Length / 2)..], accepted, tally, cancellationToken);
        }
    }

    private async Task OneByOneAsync(
        string[] messageIds, string? before, BulkTally tally, CancellationToken cancellationToken)
    {
        if (messageIds.Length == 0)
        {
            return;
        }

        var done = new List<string>();
        await Task.WhenAll(messageIds.Select(async messageId =>
        {
            try
            {
                await change.OneAsync(gmail, messageId, cancellationToken);
                lock (done)
                {
                    done.Add(messageId);
                }
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

        var changed = await ChangedSinceAsync(before, cancellationToken);
        foreach (var messageId in messageIds.Where(done.Contains))
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

    private async Task<HashSet<string>> ChangedSinceAsync(string? historyId, CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>();
        string? page = null;
        do
        {
            var history = await gmail.History.ListAsync(
                historyId ?? "1", change.HistoryTypes, maxResults: 500, pageToken: page, cancellationToken: cancellationToken);
            foreach (var record in history.History)
            {
                changed.UnionWith(MessagesOf(record));
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
