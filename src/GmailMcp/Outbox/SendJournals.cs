using System.Collections.Concurrent;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Outbox;

/// <summary>The journal of each mailbox. Keyed by owner and address: another owner's key never answers.</summary>
/// <param name="folder">Where the journals are; null keeps them in memory.</param>
/// <param name="limits">How long ends are remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class SendJournals(StateFolder folder, SendLimits limits, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, SendJournal> _journals = new();
    private readonly Lazy<ProcessMark> _mark = new(() => new ProcessMark(Folder(folder)));

    /// <param name="owner">Whose mailbox it is; an owner that is a session leaves nothing on the disk.</param>
    /// <param name="address">The mailbox.</param>
    /// <exception cref="OutboxException">The folder cannot be written: nothing may be sent.</exception>
    public SendJournal For(Owner owner, string address)
    {
        var name = SendKey.Hash($"{owner.Key}\n{address.ToLowerInvariant()}")[..32];
        return _journals.GetOrAdd(name, _ => Open(name, owner));
    }

    public void Dispose()
    {
        foreach (var journal in _journals.Values)
        {
            journal.Dispose();
        }

        if (_mark.IsValueCreated)
        {
            _mark.Value.Dispose();
        }
    }

    private SendJournal Open(string name, Owner owner)
    {
        if (folder.Path is null || owner.IsSession)
        {
            return new SendJournal(file: null, mark: null, limits, time);
        }

        try
        {
            return new SendJournal(new JournalFile(Path.Combine(Folder(folder), $"{name}.journal")), _mark.Value, limits, time);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                $"{Folder(folder)}, where sends are noted, cannot be written ({failure.Message.TrimEnd('.')}), so nothing is sent: "
                + "without notes a mail could be sent twice. Make it writable, or name another folder with GMAIL_MCP_STATE_DIR.",
                failure);
        }
    }

    private static string Folder(StateFolder folder) => Path.Combine(folder.Path!, "outbox"); // asked only where there is one
}
