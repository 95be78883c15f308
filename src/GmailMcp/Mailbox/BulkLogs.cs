using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Mailbox;

/// <summary>The bulk log of each mailbox.</summary>
/// <param name="folder">Where the logs are; nothing is kept where there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class BulkLogs(StateFolder folder, TimeProvider time)
{
    /// <param name="owner">Whose mailbox it is.</param>
    /// <param name="address">The mailbox.</param>
    /// <param name="onFailure">Told why it cannot be used, once.</param>
    public BulkLog For(Owner owner, string address, Action<string> onFailure) =>
        new(MailboxState.FileOf(folder, owner, address, "bulk"), time, onFailure);
}
