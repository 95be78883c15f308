namespace GmailMcp.Policy;

/// <summary>What a state that came back with a person's answer is worth.</summary>
internal enum StateVerdict
{
    Good,

    /// <summary>Not sealed by this process for this owner, mailbox and tool, or tampered with.</summary>
    NotOurs,

    Expired,

    /// <summary>It was answered before.</summary>
    Used,

    /// <summary>What would be done now is not what the person was shown.</summary>
    Changed,
}
