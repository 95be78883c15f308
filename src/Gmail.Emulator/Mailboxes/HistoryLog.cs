using Gmail.Emulator.Http;

namespace Gmail.Emulator.Mailboxes;

/// <summary>The mailbox's changes: "History IDs increase chronologically but are not contiguous with random gaps in
/// between valid IDs" (users.history.list).</summary>
internal sealed class HistoryLog(TimeProvider time, Random chance, EmulatedGmailOptions options)
{
    private readonly List<HistoryRecord> _records = [];
    private ulong _oldestValid;

    /// <summary>The mailbox's current id.</summary>
    public ulong Current { get; private set; } = (ulong)chance.Next(10_000, 90_000);

    public void Add(HistoryKind kind, EmulatedMessage message, params IReadOnlyList<string> changedLabelIds)
    {
        if (_oldestValid == 0)
        {
            _oldestValid = Current;
        }

        Current += (ulong)chance.Next(1, 30);
        message.HistoryId = Current;
        _records.Add(new HistoryRecord(
            Current, kind, message.Id, message.ThreadId, [.. message.LabelIds], changedLabelIds, time.GetUtcNow()));
    }

    /// <summary>What happened after <paramref name="startId"/>, oldest first.</summary>
    /// <exception cref="GmailApiException">404: the id is too old, or none of this mailbox's.</exception>
    public IReadOnlyList<HistoryRecord> After(ulong startId)
    {
        Forget();
        if (startId < _oldestValid || startId > Current)
        {
            throw GmailApiException.NotFound();
        }

        return [.. _records.Where(record => record.Id > startId)];
    }

    private void Forget()
    {
        var horizon = time.GetUtcNow() - options.HistoryWindow;
        var count = _records.FindIndex(record => record.At >= horizon);
        count = count < 0 ? _records.Count : count;
        if (count > 0)
        {
            _oldestValid = _records[count - 1].Id;
            _records.RemoveRange(0, count);
        }
    }
}
