namespace GmailMcp.Policy;

/// <summary>Who was handed mail text lately: what others wrote may be speaking through such a caller.</summary>
internal sealed class HandedText(TimeProvider time)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private const int Prunes = 10_000;

    private readonly Dictionary<string, DateTimeOffset> _last = [];
    private readonly Lock _gate = new();

    public void Mark(string owner)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_last.Count >= Prunes)
            {
                foreach (var old in _last.Where(entry => entry.Value + Remembered <= now).Select(entry => entry.Key).ToList())
                {
                    _last.Remove(old);
                }
            }

            _last[owner] = now;
        }
    }

    public bool WasHanded(string owner)
    {
        lock (_gate)
        {
            return _last.TryGetValue(owner, out var last) && time.GetUtcNow() < last + Remembered;
        }
    }
}
