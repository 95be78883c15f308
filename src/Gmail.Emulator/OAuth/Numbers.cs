using System.Security.Cryptography;
using System.Text;

namespace Gmail.Emulator.OAuth;

/// <summary>Google's long numbers for accounts.</summary>
internal static class Numbers
{
    /// <summary>21 digits that stay the same for an address, as Google's are.</summary>
    public static string Of21Digits(string address)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant()));
        return "1" + string.Concat(hash.Take(20).Select(value => (char)('0' + (value % 10))));
    }
}
