using GmailMcp.Accounts;

namespace GmailMcp.Mailbox;

/// <summary>What is remembered of mail, in memory, bounded in bytes for the whole process. Where room is needed, the mailbox that
/// takes most of it forgets what it used longest ago: so one of many cannot push out the others.</summary>
/// <param name="settings">How much.</param>
/// <param name="time">The clock of what is kept for a time.</param>
internal sealed class MessageCache(CacheSettings settings, TimeProvider time)
{
    // One for all mailboxes: what is done inside takes microseconds and waits for nothing.
    private readonly Lock _gate = new();
    private readonly Dictionary<OpenMailbox, MailboxMemory> _memories = new(ReferenceEqualityComparer.Instance);

    /// <summary>The bytes of all that is remembered, estimated.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _memories.Values.Sum(memory => memory.Bytes);
            }
        }
    }

    /// <summary>The memory of a mailbox, which ends with its sign-in.</summary>
    public MailboxMemory For(OpenMailbox mailbox)
    {
        MailboxMemory? memory;
        lock (_gate)
        {
            if (_memories.TryGetValue(mailbox, out memory))
            {
                return memory;
            }

            memory = new MailboxMemory(mailbox, settings, time, _gate, MakeRoom);
            _memories.Add(mailbox, memory);
        }

        mailbox.WhenEnded(() => Drop(mailbox, memory));
        return memory;
    }

    private void Drop(OpenMailbox mailbox, MailboxMemory memory)
    {
        lock (_gate)
        {
            memory.Close();
            _memories.Remove(mailbox);
        }
    }

    // Inside the gate.
    private void MakeRoom()
    {
        var bytes = _memories.Values.Sum(memory => memory.Bytes);
        while (bytes > settings.MaxBytes && _memories.Values.MaxBy(memory => memory.Bytes) is { Bytes: > 0 } largest)
        {
            bytes -= largest.ForgetOldest();
        }
    }
}
