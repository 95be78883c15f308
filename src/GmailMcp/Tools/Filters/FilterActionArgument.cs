using System.ComponentModel;

namespace GmailMcp.Tools.Filters;

/// <summary>What a filter does with the mail it catches.</summary>
internal sealed record FilterActionArgument
{
    [Description("Ids or names; one user label at most")]
    public string[]? AddLabelIds { get; init; }

    [Description("INBOX archives, UNREAD marks read")]
    public string[]? RemoveLabelIds { get; init; }

    [Description("A forwarding address verified in Gmail")]
    public string? Forward { get; init; }
}
