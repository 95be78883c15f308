using System.ComponentModel;
using GmailMcp.Outbox;

namespace GmailMcp.Tools.Sending;

/// <summary>What every tool that sends answers.</summary>
internal sealed record SendResult
{
    [Description("unknown: look in Sent before sending again")]
    public required SendState State { get; init; }

    public string? MessageId { get; init; }

    public string? ThreadId { get; init; }

    [Description("The draft that holds the mail while it is not sent")]
    public string? DraftId { get; init; }

    [Description("Why it was not sent or is not known")]
    public string? Reason { get; init; }

    [Description("This call did nothing: the same mail came before")]
    public bool? Replayed { get; init; }

    [Description("When a held mail leaves")]
    public DateTimeOffset? LeavesAt { get; init; }

    [Description("Pass to undo: deletes the draft that was saved instead")]
    public string? UndoId { get; init; }

    [Description("dryRun: what would leave")]
    public string? Mime { get; init; }

    public static SendResult Of(SendOutcome outcome) => new()
    {
        State = outcome.State,
        MessageId = outcome.MessageId,
        ThreadId = outcome.ThreadId,
        DraftId = outcome.DraftId,
        Reason = outcome.Reason,
        LeavesAt = outcome.LeavesAt,
        Replayed = outcome.IsReplayed ? true : null,
    };
}
