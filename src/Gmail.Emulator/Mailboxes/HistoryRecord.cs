namespace Gmail.Emulator.Mailboxes;

/// <summary>One change of one message.</summary>
/// <param name="Id">The mailbox's sequence id of the change.</param>
/// <param name="Kind">What happened.</param>
/// <param name="MessageId">The message.</param>
/// <param name="ThreadId">Its thread.</param>
/// <param name="LabelIds">The message's labels after the change.</param>
/// <param name="ChangedLabelIds">The labels added or removed.</param>
/// <param name="At">When.</param>
internal sealed record HistoryRecord(
    ulong Id,
    HistoryKind Kind,
    string MessageId,
    string ThreadId,
    IReadOnlyList<string> LabelIds,
    IReadOnlyList<string> ChangedLabelIds,
    DateTimeOffset At);
