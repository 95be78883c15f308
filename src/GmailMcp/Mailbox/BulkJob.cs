using System.Security.Cryptography;
using System.Text;
using Gmail;
using Gmail.History;

namespace GmailMcp.Mailbox;

/// <summary>Changes many messages by few requests and accounts for every id.</summary>
/// <remarks>batchModify and batchDelete take up to 1,000 ids for 50 units, but answer nothing and pass over unknown ids in
/// silence. So the history id is noted before (1 unit), and the history since (2 units a page) tells which messages really
/// changed; a list by label (5 units for 500) tells which were so before; and of the rest a hundred are asked for one by one (5
/// units each, and only then is a 404 seen).</remarks>
/// <param name="gmail">The mailbox.</param>
/// <param name="change">What to do.</param>
/// <param name="time">The clock of the job's time limit.</param>
/// <param name="trail">Told what the history says of the messages; null where nobody undoes the job.</param>
/// <param name="log">Where the job's progress is kept; null where the same call does not come again.</param>
/// <param name="historyId">Where the mailbox's history stands, which saves a request; null to ask.</param>
internal sealed class BulkJob(
    GmailClient gmail, BulkChange change, TimeProvider time, LabelTrail? trail = null, BulkLog? log = null, string? historyId = null)
{
    /// <summary>The most ids that one request takes, and so the largest batch size.</summary>
    public const int LargestBatch = 1000;

    /// <summary>The most ids of a batch that are asked for one by one because nothing else tells of them.</summary>
    public const int MostOneByOne = 100;

    // Gmail's prices: up to ten single changes (5 units each) cost no more than one batch (50).
    private const int CheaperOneByOne = 10;

    private const int ListPage = 500;

    // Clients give up after a minute: what is left then waits for the next call (reliability.md §4).
    private static readonly TimeSpan LastStart = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    // Whoever waits for a single message goes first.
    private readonly GmailClient _gmail = gmail.InLane(QuotaLane.Bulk);

    // What a killed call had done of its last batch, which only the history tells, and where the history stood before that batch.
    private readonly HashSet<string> _unnoted = [];
    private string? _interrupted;

    private string _jobId = "";
    private BulkLog? _log = log;
    private string? _historyId = historyId;

    /// <summary>Runs the job, or goes on with it; ids may repeat. Ends early, with the rest not tried, when Gmail refuses everything
    /// (rate, sign-in) or the time of one call is over. What was done by then is told; only where nothing was, the failure is
    /// thrown.</summary>
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
        var distinct = messageIds.Distinct().ToList();
        foreach (var messageId in distinct.Where(IsNoId))
        {
            tally.AddFailed(messageId, "no message id");
        }

        _jobId = IdOf(distinct);
        _log = distinct.Count > CheaperOneByOne ? _log : null;
        await ResumeAsync(distinct, tally, cancellationToken);
        foreach (var batch in distinct.Where(messageId => !tally.Has(messageId)).ToList().Chunk(batchSize))
        {
            var progress = new BulkProgress();
            try
            {
                if (time.GetElapsedTime(started) >= LastStart)
                {
                    break;
                }

                await RunBatchAsync(batch, progress, tally, both.Token);
                await NoteAsync(batch, tally);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested
                && (limit.IsCancellationRequested || progress.HasAccepted || tally.Changed.Count + tally.AlreadySo.Count > 0))
            {
                // What was done stays done and is told; the rest waits for the next call.
                progress.Settle(tally, exception is OperationCanceledException ? null : exception.Message); // ids and labels only: no mail
                break;
            }

            onProgress?.Invoke(tally.Total);
        }

        foreach (var messageId in distinct.Where(messageId => !tally.Has(messageId)))
        {
            tally.AddNotTried(messageId);
        }

        tally.JobId = tally.IsOpen && _log is { IsUsable: true } ? _jobId : null;
        return tally;
    }

    /// <summary>Whether it can be no id of anything, so that no request can name it.</summary>
    public static bool IsNoId(string messageId) => string.IsNullOrWhiteSpace(messageId) || messageId is "." or "..";

    /// <summary>The caller is about to be told of the tally, and of what undoes it.</summary>
    public Task ToldAsync(BulkTally tally) =>
        AddAsync(new BulkLine { JobId = _jobId, IsTold = true, HasEnded = !tally.IsOpen }, CancellationToken.None);

    private Task AddAsync(BulkLine line, CancellationToken cancellationToken) =>
        _log?.AddAsync(line, cancellationToken) ?? Task.CompletedTask;

    private string IdOf(IEnumerable<string> messageIds)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(change.Name));
        foreach (var messageId in messageIds.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes("\n" + messageId));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    // Takes over what earlier calls of the same job did.
    private async Task ResumeAsync(List<string> messageIds, BulkTally tally, CancellationToken cancellationToken)
    {
        if (_log is null || await _log.OpenAsync(_jobId, cancellationToken) is not { Count: > 0 } lines)
        {
            return;
        }

        string? untold = null;
        var meant = messageIds.ToHashSet();
        var changed = new HashSet<string>();
        foreach (var line in lines)
        {
            _interrupted = line.HistoryId ?? (line.Changed is null ? _interrupted : null);
            untold = line.IsTold ? null : untold ?? line.HistoryId;
            if (line.IsTold)
            {
                changed.Clear();
            }

            changed.UnionWith(line.Changed ?? []);
            Each(line.Changed, tally.AddChanged);
            Each(line.AlreadySo, tally.AddAlreadySo);
            Each(line.NotFound, tally.AddNotFound);
            tally.DoneBefore = line.IsTold ? tally.Total : tally.DoneBefore;
        }

        if (untold is not null && changed.Count > 0 && trail is not null)
        {
            // The call that did these was killed before it could say how to undo them.
            await ChangedSinceAsync(untold, changed, cancellationToken);
        }

        await FindUnnotedAsync(messageIds.Where(messageId => !tally.Has(messageId)).ToHashSet(), cancellationToken);

        void Each(IReadOnlyList<string>? ids, Action<string> add)
        {
            foreach (var messageId in (ids ?? []).Where(meant.Contains))
            {
                add(messageId);
            }
        }
    }

    // A call was killed between Gmail's yes and its own note. The batches may be cut otherwise now, so it is asked of all that is left.
    private async Task FindUnnotedAsync(HashSet<string> messageIds, CancellationToken cancellationToken)
    {
        try
        {
            var changed = _interrupted is null ? [] : await ChangedSinceAsync(_interrupted, messageIds, cancellationToken);
            _unnoted.UnionWith(changed.Where(messageId => trail?.Has(messageId) != false));
        }
        catch (GmailException tooOld) when (tooOld.Kind == GmailErrorKind.NotFound)
        {
            _interrupted = null; // they will count as already so
        }
    }

    private async Task NoteAsync(string[] messageIds, BulkTally tally)
    {
        if (_log is not null)
        {
            var batch = messageIds.ToHashSet();
            await AddAsync(
                new BulkLine
                {
                    JobId = _jobId,
                    Changed = [.. tally.Changed.Where(batch.Contains)],
                    AlreadySo = [.. tally.AlreadySo.Where(batch.Contains)],
                    NotFound = [.. tally.NotFound.Where(batch.Contains)],
                },
                CancellationToken.None); // it was done, whoever no longer waits for it
        }
    }

    private async Task RunBatchAsync(
        string[] messageIds, BulkProgress progress, BulkTally tally, CancellationToken cancellationToken)
    {
        var before = _historyId ?? (await _gmail.Profile.GetAsync(cancellationToken)).HistoryId;
        _historyId = null;

        // While anything is unnoted, a call that is killed now leaves that to the next one too.
        await AddAsync(new BulkLine { JobId = _jobId, HistoryId = _interrupted ?? before ?? "1" }, cancellationToken);
        if (messageIds.Length <= CheaperOneByOne)
        {
            await OneByOneAsync(messageIds, before, progress, tally, cancellationToken);
            return;
        }

        await HalveAsync(messageIds, progress, tally, cancellationToken);
        var accepted = messageIds.Where(progress.IsAccepted).ToHashSet();
        var changed = await ChangedSinceAsync(before, accepted, cancellationToken);
        foreach (var messageId in messageIds.Where(changed.Contains))
        {
            tally.AddChanged(messageId);
        }

        accepted.ExceptWith(changed);
        await FindMarkedAsync(accepted, tally, cancellationToken);

        var unnamed = messageIds.Where(accepted.Contains).ToList();
        await OneByOneAsync([.. unnamed.Take(MostOneByOne)], before, progress, tally, cancellationToken);
        foreach (var messageId in unnamed.Skip(MostOneByOne))
        {
            tally.AddUnverified(messageId);
        }
    }

    // One malformed id makes Gmail refuse the whole request: halves of it go through, down to the bad one.
    private async Task HalveAsync(
        string[] messageIds, BulkProgress progress, BulkTally tally, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(messageIds, gmail => change.ManyAsync(gmail, messageIds, cancellationToken), progress);
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

    // What carries the labels now and was not changed carried them before. A page costs as much as one change, so the pages may be
    // half as many as the ids.
    private async Task FindMarkedAsync(HashSet<string> messageIds, BulkTally tally, CancellationToken cancellationToken)
    {
        var most = change.MarkedBy.Count == 0 ? 0 : messageIds.Count / 2;
        string? page = null;
        for (var i = 0; i < most && messageIds.Count > 0 && (i == 0 || page is not null); i++)
        {
            var list = await _gmail.Messages.ListAsync(
                query: null, change.MarkedBy, ListPage, page, includeSpamTrash: true, cancellationToken: cancellationToken);
            foreach (var messageId in list.Messages.Select(message => message.Id!).Where(messageIds.Remove)) // list has ids
            {
                tally.AddAlreadySo(messageId);
            }

            page = list.NextPageToken;
        }
    }

    private async Task OneByOneAsync(
        string[] messageIds, string? before, BulkProgress progress, BulkTally tally, CancellationToken cancellationToken)
    {
        if (messageIds.Length == 0)
        {
            return;
        }

        await Task.WhenAll(messageIds.Select(async messageId =>
        {
            try
            {
                await SendAsync([messageId], gmail => change.OneAsync(gmail, messageId, cancellationToken), progress);
            }
            catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
            {
                tally.AddNotFound(messageId);
            }
            catch (GmailException exception) when (progress.IsUnderWay(messageId))
            {
                tally.AddFailed(messageId, exception.Message);
            }
        }));

        var done = messageIds.Where(messageId => !tally.Has(messageId)).ToList();
        var changed = await ChangedSinceAsync(before, messageIds.ToHashSet(), cancellationToken);
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

    private async Task SendAsync(string[] messageIds, Func<GmailClient, Task> send, BulkProgress progress)
    {
        var meter = new UnitMeter();
        progress.Begin(messageIds);
        try
        {
            await send(_gmail.Metered(meter));
        }
        catch when (meter.Units == 0)
        {
            progress.Refuse(messageIds); // it waited for quota units and never left
            throw;
        }

        progress.Accept(messageIds);
    }

    private async Task<HashSet<string>> ChangedSinceAsync(
        string? historyId, IReadOnlySet<string> meant, CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>();
        string? page = null;
        do
        {
            var history = await _gmail.History.ListAsync(
                historyId ?? "1", change.HistoryTypes, maxResults: 500, pageToken: page, cancellationToken: cancellationToken);
            foreach (var record in history.History)
            {
                changed.UnionWith(MessagesOf(record).Where(meant.Contains));
                trail?.Add(record, meant.Contains);
            }

            page = history.NextPageToken;
        }
        while (page is not null);

        changed.UnionWith(_unnoted.Where(meant.Contains));
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
