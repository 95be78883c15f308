namespace GmailMcp.Outbox;

/// <summary>Makes the ends of a send.</summary>
internal static class Outcomes
{
    public static SendOutcome Sent(string? messageId, string? threadId) =>
        new() { State = SendState.Sent, MessageId = messageId, ThreadId = threadId };

    public static SendOutcome NotSent(SendRow row, string reason) =>
        new() { State = SendState.NotSent, DraftId = row.Draft, Reason = reason };

    public static SendOutcome Unknown(SendRow row, string reason) =>
        new() { State = SendState.Unknown, DraftId = row.Draft, Reason = reason };

    public static SendOutcome Held(SendRow row) =>
        new() { State = SendState.Held, DraftId = row.Draft, ThreadId = row.Thread, LeavesAt = row.Until };

    /// <summary>The row that says so.</summary>
    public static SendRow ToRow(this SendOutcome outcome, SendRow row, DateTimeOffset now) => row with
    {
        State = outcome.State switch
        {
            SendState.Sent => RowState.Sent,
            SendState.NotSent => RowState.NotSent,
            SendState.Held => RowState.Held,
            _ => RowState.Unknown,
        },
        At = now,
        Message = outcome.MessageId,
        Thread = outcome.ThreadId ?? row.Thread,
        Until = outcome.LeavesAt,
    };
}
