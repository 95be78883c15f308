using System.Collections.Concurrent;
using GmailMcp.Accounts;

namespace GmailMcp.Mailbox;

/// <summary>What is remembered of mail, in memory, bounded in bytes for the whole process. Where room is needed, the mailbox that
/// takes most of it forgets what it used longest ago: so one of many cannot push out the others.</summary>
internal sealed class MessageCache : IDisposable
{
    // What a crash loses of it is only fetched again.
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(30);

    private readonly CacheSettings _settings;
    private readonly TimeProvider _time;
    private readonly ITimer? _saving;
    private readonly Lock _savingGate = new();

    // One for all mailboxes: what is done inside takes microseconds and waits for nothing.
    private readonly Lock _gate = new();
    private readonly Dictionary<OpenMailbox, MailboxMemory> _memories = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<OpenMailbox, Task<string?>> _opened = new(ReferenceEqualityComparer.Instance);

    public MessageCache(CacheSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _saving = settings.Disk is null ? null : time.CreateTimer(_ => Save(), null, BetweenSaves, BetweenSaves);
    }

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

    /// <summary>The memory of a mailbox with what was kept of it on the disk, where it is to be kept there.</summary>
    public async ValueTask<MailboxMemory> OpenAsync(OpenMailbox mailbox)
    {
        var memory = For(mailbox);
        if (_settings is { Disk: { } disk, MaxBytes: > 0 } && mailbox is { Owner: { IsSession: false } owner, HasEnded: false })
        {
            await _opened.GetOrAdd(mailbox, _ => LoadAsync(disk, owner, mailbox, memory));
        }

        return memory;
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

            memory = new MailboxMemory(mailbox, _settings, _time, _gate, MakeRoom);
            _memories.Add(mailbox, memory);
        }

        mailbox.WhenEnded(() => Drop(mailbox, memory));
        return memory;
    }

    public void Dispose()
    {
        _saving?.Dispose();
        Save();
    }

    private async Task<string?> LoadAsync(CacheDisk disk, Owner owner, OpenMailbox mailbox, MailboxMemory memory)
    {
        // For all calls that wait for it: none of them may end it.
        var address = await mailbox.FindAddressAsync(CancellationToken.None);
        if (address is not null && mailbox.IsCurrent && disk.Load(owner, address, _settings.MaxBytes) is { } kept)
        {
            memory.Load(kept);
        }

        return address;
    }

    private void Save()
    {
        lock (_savingGate)
        {
            foreach (var (mailbox, opened) in _opened)
            {
                if (opened is { IsCompletedSuccessfully: true, Result: { } address } && mailbox.IsCurrent
                    && For(mailbox).TakeChanged() is { } snapshot)
                {
                    _settings.Disk!.Save(mailbox.Owner!, address, snapshot, _settings.MaxBytes); // asked where it was opened
                }
            }
        }
    }

    private void Drop(OpenMailbox mailbox, MailboxMemory memory)
    {
        lock (_gate)
        {
            memory.Close();
            _memories.Remove(mailbox);
        }

        lock (_savingGate)
        {
            if (_opened.TryRemove(mailbox, out var opened) && opened is { IsCompletedSuccessfully: true, Result: { } address })
            {
                _settings.Disk!.Wipe(mailbox.Owner!, address); // asked where it was opened
            }
        }
    }

    // Inside the gate.
    private void MakeRoom()
    {
        var bytes = _memories.Values.Sum(memory => memory.Bytes);
        while (bytes > _settings.MaxBytes && _memories.Values.MaxBy(memory => memory.Bytes) is { Bytes: > 0 } largest)
        {
            bytes -= largest.ForgetOldest();
        }
    }
}
