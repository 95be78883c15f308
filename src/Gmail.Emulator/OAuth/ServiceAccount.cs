using System.Security.Cryptography;
using System.Text;

namespace Gmail.Emulator.OAuth;

/// <summary>A service account with one key, to which a domain's administrator has delegated authority.</summary>
/// <param name="email">Its address.</param>
/// <param name="publicKeyPem">The public half of its key.</param>
/// <param name="domain">The domain whose users it may stand for.</param>
/// <param name="scopes">What the administrator entered beside its client id.</param>
internal sealed class ServiceAccount(
    string email, string publicKeyPem, string domain, IReadOnlyCollection<string> scopes)
{
    /// <summary>The number that the Admin console knows it by.</summary>
    public string ClientId { get; } = Numbers.Of21Digits(email);

    /// <summary>Each scope must be listed: a wider one beside it does not stand for it.</summary>
    public bool MayAsk(string scope) => scopes.Contains(scope);

    public bool MayStandFor(string user) => user.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).</summary>
    public bool HasSigned(string text, byte[] signature)
    {
        using var key = RSA.Create();
        key.ImportFromPem(publicKeyPem);
        return key.VerifyData(
            Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
