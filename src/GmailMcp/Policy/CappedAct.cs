namespace GmailMcp.Policy;

/// <summary>What a mailbox may do only so often in a day.</summary>
internal enum CappedAct
{
    Send,
    Delete,
    Filter,
}
