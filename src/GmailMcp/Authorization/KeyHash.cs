using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Authorization;

/// <summary>A key of which only the hash is kept: what stands in memory for weeks must be worth nothing in a dump.</summary>
/// <param name="key">The key.</param>
internal sealed class KeyHash(string key)
{
    /// <summary>A shorter key can be guessed.</summary>
    public const int ShortestInCharacters = 16;

    private readonly byte[] _hash = Hash(key);

    public bool Matches(string presented) => CryptographicOperations.FixedTimeEquals(_hash, Hash(presented));

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
