namespace GmailMcp.Policy;

/// <summary>Why mail may not go to an address.</summary>
internal enum RecipientVerdict
{
    Allowed,

    /// <summary>A deny list has it.</summary>
    Denied,

    /// <summary>An allow list does not have it.</summary>
    NotListed,

    /// <summary>It is not in the thread answered.</summary>
    OutsideThread,
}
