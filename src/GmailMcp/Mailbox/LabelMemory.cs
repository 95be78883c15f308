using Gmail.Labels;

namespace GmailMcp.Mailbox;

/// <summary>The list of a mailbox's labels, for a short while.</summary>
internal sealed class LabelMemory(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private (IReadOnlyList<Label> Labels, long At)? _list;
    private long _version;

    /// <summary>The list where it is young enough, and what to keep a new one with.</summary>
    public (IReadOnlyList<Label>? Labels, long Version) Find()
    {
        lock (_gate)
        {
            return _list is { } list && time.GetElapsedTime(list.At) < Life ? (list.Labels, _version) : (null, _version);
        }
    }

    /// <summary>Keeps a list, unless labels changed since it was asked for.</summary>
    public void Keep(IReadOnlyList<Label> labels, long version)
    {
        lock (_gate)
        {
            if (version == _version)
            {
                _list = (labels, time.GetTimestamp());
            }
        }
    }

    public void Drop()
    {
        lock (_gate)
        {
            _version++;
            _list = null;
        }
    }
}
