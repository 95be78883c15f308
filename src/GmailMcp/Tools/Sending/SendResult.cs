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

    [Description("The draft that holds the mail when it was not sent")]
    public string? DraftId { get; init; }

    [Description("Why it was not sent or is not known")]
    public string? Reason { get; init; }

    [Description("dryRun: what would leave")]
    public string? Mime { get; init; }

    public static SendResult Of(SendOutcome outcome) => new()
    {
        State = outcome.State,
        MessageId = outcome.MessageId,
        ThreadId = outcome.ThreadId,
        DraftId = outcome.DraftId,
        Reason = outcome.Reason,
    };
}
