namespace Gmail;

/// <summary>What all clients of one mailbox and Cloud project know in common: the units of the last minute, until when
/// Gmail takes no calls, the limit that it named, and the requests in flight. This one keeps it in memory, for the
/// clients
/// of one process; a host that runs several times overrides it with something that its processes share.</summary>
public class QuotaShare
{
    /// <summary>How many words the state is.</summary>
    public const int Length = QuotaMinute.Length + QuotaPlaces.Length;

    private readonly long[] _words = new long[Length];

    /// <summary>The name of this process in the state.</summary>
    public virtual Guid Process { get; } = Guid.NewGuid();

    /// <summary>Whether a process that the state names still runs: the places of one that does not are free.</summary>
    /// <param name="process">The <see cref="Process"/> of some other share.</param>
    /// <returns>False where it has ended, killed or not.</returns>
    public virtual bool IsAlive(Guid process) => process == Process;

    /// <summary>Reads and changes the state while nobody else does. Must not fail: where the common state is out of
    /// reach, a
    /// state of this process alone is the next best.</summary>
    /// <param name="use">Gets the words; short, does not wait.</param>
    public virtual void Use(Action<long[]> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        lock (_words)
        {
            use(_words);
        }
    }
}
