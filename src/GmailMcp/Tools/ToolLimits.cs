namespace GmailMcp.Tools;

/// <summary>Limits that hold for every tool call.</summary>
/// <param name="CallDuration">How long a call may work. reliability.md §4: 120 s of our own work.</param>
internal sealed record ToolLimits(TimeSpan CallDuration)
{
    public static ToolLimits Default { get; } = new(TimeSpan.FromSeconds(120));
}
