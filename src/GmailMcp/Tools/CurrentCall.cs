namespace GmailMcp.Tools;

/// <summary>What the gate learned of the running call; one for each call.</summary>
internal sealed class CurrentCall
{
    /// <summary>The address of the mailbox that the call named; null for the default one.</summary>
    public string? Account { get; set; }
}
