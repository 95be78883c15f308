using System.Collections.Concurrent;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Mailbox;

/// <summary>The undo log of each mailbox. Keyed by owner and address: no id is good for another's.</summary>
/// <param name="folder">Where the logs are; null keeps them in memory.</param>
/// <param name="time">The clock.</param>
internal sealed class UndoLogs(StateFolder folder, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(Owner Owner, string Address), UndoLog> _logs = new();

    /// <param name="owner">Whose mailbox it is; an owner that is a session leaves nothing on the disk.</param>
    /// <param name="address">The mailbox.</param>
    public UndoLog For(Owner owner, string address) =>
        _logs.GetOrAdd((owner, address.ToLowerInvariant()), key => new UndoLog(MailboxState.FileOf(folder, key.Owner, key.Address, "undo"), time));

    /// <summary>Forgets what an owner's session left in memory.</summary>
    public void Forget(Owner owner)
    {
        foreach (var key in _logs.Keys.Where(key => key.Owner == owner))
        {
            _logs.TryRemove(key, out _); // calls under way keep theirs
        }
    }

    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }
    }
}
