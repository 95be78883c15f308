using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Tests.Authorization;

/// <summary>What <c>printf %s KEY | sha256sum</c> prints.</summary>
internal static class KeyHash
{
    public static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
