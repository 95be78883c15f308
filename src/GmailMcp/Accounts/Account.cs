namespace GmailMcp.Accounts;

/// <summary>One mailbox of an owner.</summary>
internal sealed record Account
{
    /// <summary>
    /// Stable for the account's life: Google's <c>sub</c>, or "default" for a file written by a server that kept
    /// none.
    /// </summary>
    public required string AccountId { get; init; }

    /// <summary>The mail address as Google told it, or null where nobody has asked yet.</summary>
    public string? Address { get; init; }

    /// <summary>What to call it in a sentence.</summary>
    public string Name => Address ?? "the signed-in account";
}
