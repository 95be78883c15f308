using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Policy;

/// <summary>What travels with a question to the person and comes back with the answer: encrypted and authenticated, bound to who
/// asked for what, good for ten minutes and once. So an answer to one question cannot be used for another act.</summary>
/// <remarks>The key lives as long as the process: a question that a restart interrupts is asked again.</remarks>
internal sealed class SealedState(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int NonceInBytes = 12;
    private const int TagInBytes = 16;
    private const int TimeInBytes = 8;

    // Each took a question that this process asked and a person answered within ten minutes.
    private const int MostUsed = 100_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, DateTimeOffset> _used = [];
    private readonly Lock _gate = new();

    /// <param name="binding">Who asks for what: see <see cref="BindingOf"/>.</param>
    /// <param name="digest">What the person is shown, hashed.</param>
    public string Seal(string binding, ReadOnlySpan<byte> digest)
    {
        var content = new byte[TimeInBytes + digest.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, (time.GetUtcNow() + Lifetime).UtcTicks);
        digest.CopyTo(content.AsSpan(TimeInBytes));
        var whole = new byte[NonceInBytes + content.Length + TagInBytes];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceInBytes));
        using var cipher = new AesGcm(_key, TagInBytes);
        cipher.Encrypt(
            whole.AsSpan(0, NonceInBytes), content, whole.AsSpan(NonceInBytes, content.Length), whole.AsSpan(^TagInBytes..),
            Encoding.UTF8.GetBytes(binding));
        return Base64Url.EncodeToString(whole);
    }

    /// <summary>Opens a state and uses it up, unless it is refused.</summary>
    /// <param name="state">What came back.</param>
    /// <param name="binding">Who asks for what now.</param>
    /// <param name="digest">What would be done now, hashed.</param>
    public StateVerdict Use(string? state, string binding, ReadOnlySpan<byte> digest)
    {
        if (Open(state, binding) is not { } content || content.Length < TimeInBytes)
        {
            return StateVerdict.NotOurs;
        }

        var expiresAt = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(content), TimeSpan.Zero);
        if (expiresAt <= time.GetUtcNow())
        {
            return StateVerdict.Expired;
        }

        // Used up also where the content differs: the person answered, and that answer is spent.
        if (!TryUse(state!, expiresAt)) // not null: it was opened
        {
            return StateVerdict.Used;
        }

        return CryptographicOperations.FixedTimeEquals(content.AsSpan(TimeInBytes), digest)
            ? StateVerdict.Good
            : StateVerdict.Changed;
    }

    /// <summary>Binds a state to one owner, one mailbox and one tool.</summary>
    public static string BindingOf(string owner, string account, string tool) =>
        FormattableString.Invariant($"{owner.Length}:{owner}{account.Length}:{account}{tool.Length}:{tool}");

    private byte[]? Open(string? state, string binding)
    {
        if (state is null || !Base64Url.IsValid(state, out var length) || length < NonceInBytes + TagInBytes)
        {
            return null;
        }

        var whole = Base64Url.DecodeFromChars(state);
        var content = new byte[whole.Length - NonceInBytes - TagInBytes];
        try
        {
            using var cipher = new AesGcm(_key, TagInBytes);
            cipher.Decrypt(
                whole.AsSpan(0, NonceInBytes), whole.AsSpan(NonceInBytes, content.Length), whole.AsSpan(^TagInBytes..), content,
                Encoding.UTF8.GetBytes(binding));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // Known by its nonce: the same bytes can be written in base64 in more than one way.
    private bool TryUse(string state, DateTimeOffset expiresAt)
    {
        var nonce = Convert.ToHexString(Base64Url.DecodeFromChars(state).AsSpan(0, NonceInBytes));
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_used.Count >= MostUsed)
            {
                foreach (var old in _used.Where(used => used.Value <= now).Select(used => used.Key).ToList())
                {
                    _used.Remove(old);
                }
            }

            return _used.Count < MostUsed && _used.TryAdd(nonce, expiresAt);
        }
    }
}
