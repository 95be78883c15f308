using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Accounts;

/// <summary>
/// The session tokens that the sign-in tools hand out, as users of the old server expect them. They are handles, not
/// proof: one is accepted only from the owner it was issued to, who is already known by other means.
/// </summary>
internal sealed class SessionTokens(TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private const int SizeInBytes = 32;

    // Only a hash is kept, so that a memory dump or a later store gives nothing to replay.
    private readonly ConcurrentDictionary<string, Issued> _issued = new(StringComparer.Ordinal);

    /// <summary>A new token of 256 bits, good for 24 hours.</summary>
    public string Issue(Owner owner)
    {
        DropExpired();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeInBytes));
        _issued[Hash(token)] = new(owner, clock.GetUtcNow() + Life);
        return token;
    }

    /// <summary>True for a token of this owner that has not expired.</summary>
    public bool IsValid(Owner owner, string token) => FindEnd(owner, token) is not null;

    /// <summary>When a token of this owner ends; null for any other and for one that has.</summary>
    public DateTimeOffset? FindEnd(Owner owner, string token) =>
        _issued.TryGetValue(Hash(token), out var issued) && issued.Owner == owner && clock.GetUtcNow() < issued.ExpiresAt
            ? issued.ExpiresAt
            : null;

    /// <summary>Ends all tokens of an owner.</summary>
    public void Forget(Owner owner)
    {
        foreach (var (hash, issued) in _issued)
        {
            if (issued.Owner == owner)
            {
                _issued.TryRemove(hash, out _);
            }
        }
    }

    private void DropExpired()
    {
        foreach (var (hash, issued) in _issued)
        {
            if (clock.GetUtcNow() >= issued.ExpiresAt)
            {
                _issued.TryRemove(hash, out _);
            }
        }
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Issued(Owner Owner, DateTimeOffset ExpiresAt);
}
