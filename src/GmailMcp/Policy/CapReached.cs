namespace GmailMcp.Policy;

/// <summary>A cap that an act would pass.</summary>
/// <param name="Act">The act.</param>
/// <param name="Cap">How many there may be in a day.</param>
/// <param name="Done">How many there were today.</param>
/// <param name="ResetsAt">When the next day begins.</param>
internal sealed record CapReached(CappedAct Act, int Cap, long Done, DateTimeOffset ResetsAt);
