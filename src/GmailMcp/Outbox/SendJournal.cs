using GmailMcp.Storage;

namespace GmailMcp.Outbox;

/// <summary>What became of each send of one mailbox: on the disk before the next request leaves, so that no crash, no second process
/// and no repeated call sends a mail twice.</summary>
/// <param name="file">Where it is kept; null for memory only (the demo, and callers whose sign-in ends with their session).</param>
/// <param name="mark">The sign that this process lives; null for memory only.</param>
/// <param name="limits">How long ends are remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class SendJournal(JournalFile? file, ProcessMark? mark, SendLimits limits, TimeProvider time) : IDisposable
{
    private const long TidyAboveBytes = 1 << 20;
    private const int BytesOfRow = 1_000;

    private readonly Dictionary<string, SendRow> _rows = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly KeyedTurns _entered = new();

    /// <summary>The name of this process in the rows.</summary>
    public string Process => mark?.Id ?? "";

    /// <summary>Waits until no other call of this process works on the key.</summary>
    public Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken) => _entered.EnterAsync(key, cancellationToken);

    /// <summary>Whether another process that lives works on the row.</summary>
    public bool IsElsewhere(SendRow row) =>
        mark is not null && row.Process != mark.Id && mark.IsAlive(row.Process);

    /// <summary>Reads the row of a key and writes what <paramref name="decide"/> makes of it, with no other process between.</summary>
    /// <param name="key">The hash that names the send.</param>
    /// <param name="decide">Given the row, or null where there is none or it is forgotten; returns the row to write, or null to
    /// write nothing.</param>
    /// <param name="cancellationToken">Stops the waiting for the turn.</param>
    /// <returns>The row that stands now.</returns>
    /// <exception cref="OutboxException">The journal cannot be read or written: nothing may be sent.</exception>
    public async Task<SendRow?> ChangeAsync(string key, Func<SendRow?, SendRow?> decide, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using var turn = file is null ? null : await file.BeginAsync(cancellationToken);
            ReadNew(turn);
            Forget(turn);
            var row = _rows.GetValueOrDefault(key);
            if (decide(row) is not { } next)
            {
                return row;
            }

            turn?.Append(next.ToLine());
            _rows[key] = next;
            return next;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                $"The journal of sends {file?.Path} cannot be written ({failure.Message.TrimEnd('.')}), and without it a mail could be "
                + "sent twice. Make room or the folder writable, or name another one with GMAIL_MCP_STATE_DIR.",
                failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes where a send stands now.</summary>
    /// <exception cref="OutboxException">The journal cannot be written.</exception>
    public Task<SendRow?> WriteAsync(SendRow row) => ChangeAsync(row.Key, _ => row, CancellationToken.None);

    /// <summary>Every row that is remembered.</summary>
    public async Task<IReadOnlyList<SendRow>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SendRow> rows = [];
        await ChangeAsync(
            "",
            _ =>
            {
                rows = [.. _rows.Values];
                return null;
            },
            cancellationToken);
        return rows;
    }

    /// <summary>The drafts of held mails whose process ended before their time: they are not sent and stay drafts. Each is told
    /// once.</summary>
    public async Task<IReadOnlyList<string>> TakeLeftHeldAsync(CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (var row in (await ListAsync(cancellationToken)).Where(row => row.State == RowState.Held && IsLeft(row)))
        {
            var now = await ChangeAsync(
                row.Key,
                known => known is { State: RowState.Held } && IsLeft(known)
                    ? known with { State = RowState.NotSent, At = time.GetUtcNow(), Until = null }
                    : null,
                cancellationToken);
            if (now is { State: RowState.NotSent, Draft: { } draft })
            {
                left.Add(draft);
            }
        }

        return left;
    }

    private bool IsLeft(SendRow row) => row.Process == Process
        ? time.GetUtcNow() > row.Until + limits.HoldIsLate
        : !IsElsewhere(row);

    public void Dispose() => _turn.Dispose();

    private void ReadNew(JournalFile.Turn? turn)
    {
        if (turn is null)
        {
            return;
        }

        var lines = turn.ReadNew(out var isAll);
        if (isAll)
        {
            _rows.Clear();
        }

        foreach (var line in lines)
        {
            var row = SendRow.Parse(line, file!.Path); // a turn is of a file
            _rows[row.Key] = row;
        }
    }

    // Of sends only what was sent is ever forgotten: any other row meets the same mail again.
    private void Forget(JournalFile.Turn? turn)
    {
        var now = time.GetUtcNow();
        foreach (var row in _rows.Values.Where(row => IsForgotten(row, now)).ToList())
        {
            _rows.Remove(row.Key);
        }

        if (turn?.SizeInBytes > Math.Max(TidyAboveBytes, 2L * _rows.Count * BytesOfRow))
        {
            turn.Replace(_rows.Values.OrderBy(row => row.At).Select(row => row.ToLine()));
        }
    }

    private bool IsForgotten(SendRow row, DateTimeOffset now) =>
        (row.State == RowState.Sent && now - row.At > (row.IsNamed ? limits.KeyIsRemembered : limits.ContentIsRemembered))
        || (row.IsSaved && now - row.At > limits.KeyIsRemembered);
}
