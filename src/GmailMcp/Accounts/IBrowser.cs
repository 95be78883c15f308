namespace GmailMcp.Accounts;

/// <summary>Opens an address for the person; a seam, because it leaves the process.</summary>
internal interface IBrowser
{
    /// <summary>False when no browser could be started; then the person opens the address himself.</summary>
    bool TryOpen(string address);
}
