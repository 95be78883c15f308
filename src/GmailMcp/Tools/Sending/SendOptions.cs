namespace GmailMcp.Tools.Sending;

/// <summary>How a mail is to leave.</summary>
/// <param name="ToolName">The tool that asks, for what to do next.</param>
/// <param name="IdempotencyKey">The caller's own name for this send; null for none.</param>
/// <param name="HoldSeconds">How long it waits as a draft first; null for as long as the operator says.</param>
/// <param name="IsDryRun">Only says what would leave and what the policy says to it.</param>
internal sealed record SendOptions(string ToolName, string? IdempotencyKey, int? HoldSeconds, bool IsDryRun);
