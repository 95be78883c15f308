using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Authorization;

/// <summary>
/// The browsers in which the operator has typed his key. Each carries a random value that is not the key and opens
/// nothing but the page for people; only its hash is kept, in memory, so that a restart ends them all.
/// </summary>
internal sealed class OperatorSessions(TimeProvider time)
{
    /// <summary>How long one lasts: a day's work.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    /// <summary>How many there are at once; above that the oldest ends. An operator has few browsers.</summary>
    public const int Most = 16;

    private const int SizeInBytes = 32;

    private readonly Lock _gate = new();
    private readonly List<(byte[] Hash, DateTimeOffset Until)> _open = []; // oldest first

    /// <summary>Opens one and returns the value that the browser keeps.</summary>
    public string Open()
    {
        var value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeInBytes));
        lock (_gate)
        {
            RemoveExpired();
            if (_open.Count == Most)
            {
                _open.RemoveAt(0);
            }

            _open.Add((Hash(value), time.GetUtcNow() + Life));
        }

        return value;
    }

    public bool IsOpen(string value)
    {
        lock (_gate)
        {
            RemoveExpired();
            return Find(value) >= 0;
        }
    }

    public void Close(string value)
    {
        lock (_gate)
        {
            if (Find(value) is >= 0 and var index)
            {
                _open.RemoveAt(index);
            }
        }
    }

    /// <summary>What a form of this browser's page carries and another site cannot know. The value cannot be told from it.</summary>
    public static string FormToken(string value) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(value), "the operator's forms"u8));

    private int Find(string value)
    {
        var hash = Hash(value);
        return _open.FindIndex(entry => CryptographicOperations.FixedTimeEquals(entry.Hash, hash));
    }

    private void RemoveExpired()
    {
        var now = time.GetUtcNow();
        _open.RemoveAll(entry => entry.Until <= now);
    }

    private static byte[] Hash(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}
