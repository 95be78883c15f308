using Gmail.Messages;

namespace GmailMcp.Mailbox;

/// <summary>A message in memory: what never changes, and the labels as far as they were followed.</summary>
/// <param name="content">Without labels.</param>
/// <param name="headers">The headers that were asked for; null for all of them and all parts.</param>
/// <param name="labelIds">What it carries.</param>
internal sealed class RememberedMessage(Message content, IReadOnlyList<string>? headers, IEnumerable<string> labelIds)
{
    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    public Message Content => content;

    public IReadOnlyList<string>? Headers => headers;

    /// <summary>Texts that Gmail left out, by part id.</summary>
    public IReadOnlyDictionary<string, byte[]> Parts => _parts;

    public string Id { get; } = content.Id!; // asked by whoever remembers it

    /// <summary>In the order of Gmail; null where they may have changed unseen.</summary>
    public List<string>? LabelIds { get; set; } = [.. labelIds];

    /// <summary>Estimated, all included.</summary>
    public long Bytes { get; private set; } = RememberedBytes.Of(content);

    /// <summary>Whether everything is here that is asked for.</summary>
    /// <param name="wanted">Headers; null for the whole message.</param>
    public bool Covers(IReadOnlyList<string>? wanted) =>
        headers is null || wanted?.All(name => headers.Contains(name, StringComparer.OrdinalIgnoreCase)) == true;

    /// <summary>The message as Gmail would give it now.</summary>
    public Message WithLabels() => content with { LabelIds = LabelIds is { Count: > 0 } labels ? [.. labels] : null };

    public byte[]? FindPart(string partId) => _parts.GetValueOrDefault(partId);

    public void AddPart(string partId, byte[] bytes)
    {
        if (_parts.TryAdd(partId, bytes))
        {
            Bytes += RememberedBytes.Of(bytes);
        }
    }

    /// <summary>As it is now; what happens later does not touch it.</summary>
    public RememberedMessage Copy()
    {
        var copy = new RememberedMessage(content, headers, LabelIds ?? []);
        copy.AddParts(this);
        copy.LabelIds = LabelIds is null ? null : copy.LabelIds;
        return copy;
    }

    /// <summary>Takes over what was fetched of an earlier copy of the same message.</summary>
    public void AddParts(RememberedMessage earlier)
    {
        foreach (var (partId, bytes) in earlier._parts)
        {
            AddPart(partId, bytes);
        }
    }
}
