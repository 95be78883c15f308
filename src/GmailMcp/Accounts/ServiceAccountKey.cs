using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>
/// A service account of Google Cloud, from its JSON key file. With domain-wide delegation it opens the mailboxes of an
/// organisation without anybody signing in.
/// </summary>
internal sealed class ServiceAccountKey
{
    // "This value is always https://oauth2.googleapis.com/token", and so it is where a test root stands in for Google.
    // https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
    private const string Audience = "https://oauth2.googleapis.com/token";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1); // the longest that Google takes

    private readonly byte[] _pkcs8;

    private ServiceAccountKey(byte[] pkcs8)
    {
        _pkcs8 = pkcs8;
    }

    /// <summary>Names the account.</summary>
    public required string ClientEmail { get; init; }

    /// <summary>The number under which the Admin console knows the account; null in a file that lacks it.</summary>
    public string? ClientId { get; init; }

    /// <summary>Names the key among those of the account.</summary>
    public string? KeyId { get; init; }

    /// <summary>The file's path, for sentences.</summary>
    public required string Source { get; init; }

    /// <summary>Reads the file, which may be mounted by others and then belongs to them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="notice">Told when others can read it.</param>
    /// <exception cref="AccountException">It is not there, cannot be read or is no such file.</exception>
    public static ServiceAccountKey Read(string path, Action<string> notice)
    {
        try
        {
            var content = OwnerOnlyFile.ReadShared(path) ?? throw new AccountException(
                $"The service account's key file {path} is not there.", "Correct the path, or put the file there.");
            var key = Parse(content, path);
            if (OwnerOnlyFile.FindLoose(path) is { } loose)
            {
                notice($"{path} opens every mailbox that was delegated to {key.ClientEmail}, and others may read or "
                    + $"replace it ({loose}). Make it this user's alone: chmod 600.");
            }

            return key;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccountException(
                $"The service account's key file {path} cannot be read: {failure.Message}",
                "Make it readable for this user.",
                failure);
        }
    }

    /// <summary>Reads a key file's text. Its addresses (auth_uri, token_uri) are not even looked at.</summary>
    /// <exception cref="AccountException">It is no key file of a service account.</exception>
    public static ServiceAccountKey Parse(ReadOnlyMemory<byte> utf8, string path)
    {
        try
        {
            using var document = StrictJson.Parse(Utf8Text.WithoutMark(utf8));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && Text(root, "type") == "service_account"
                && Text(root, "client_email") is { } email
                && email.Contains('@', StringComparison.Ordinal)
                && Text(root, "private_key") is { } pem)
            {
                return new(ReadPem(pem, path))
                {
                    ClientEmail = email,
                    ClientId = Text(root, "client_id"),
                    KeyId = Text(root, "private_key_id"),
                    Source = path,
                };
            }
        }
        catch (JsonException)
        {
            // Said below, without the parser's words: they may quote the key.
        }

        throw new AccountException(
            $"{path} is not the key file of a service account.",
            "Make one in Google Cloud Console: IAM & Admin, Service Accounts, Keys, Add key, JSON.");
    }

    /// <summary>The public half of the key: <c>BEGIN PUBLIC KEY</c>.</summary>
    public string PublicKeyPem()
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_pkcs8, out _);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>The signed statement that is exchanged for an access token (RFC 7523 §3), good for an hour.</summary>
    /// <param name="user">Whose mailbox.</param>
    /// <param name="scopes">What for; delegation must name each of them.</param>
    /// <param name="now">The time.</param>
    public string CreateAssertion(string user, IReadOnlyList<string> scopes, DateTimeOffset now)
    {
        var header = Segment(json =>
        {
            json.WriteString("alg", "RS256");
            json.WriteString("typ", "JWT");
            if (KeyId is not null)
            {
                json.WriteString("kid", KeyId);
            }
        });
        var claims = Segment(json =>
        {
            json.WriteString("iss", ClientEmail);
            json.WriteString("sub", user);
            json.WriteString("scope", string.Join(' ', scopes));
            json.WriteString("aud", Audience);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
        });
        var statement = $"{header}.{claims}";

        // Made for each signature, because an RSA object serves one thread at a time; it happens once an hour.
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_pkcs8, out _);
        var signature = rsa.SignData(
            Encoding.ASCII.GetBytes(statement), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{statement}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Names the account without its key.</summary>
    public override string ToString() => $"service account {ClientEmail} from {Source}";

    private static byte[] ReadPem(string pem, string path)
    {
        try
        {
            if (PemEncoding.TryFind(pem, out var found) && pem[found.Label] == "PRIVATE KEY")
            {
                var pkcs8 = Convert.FromBase64String(pem[found.Base64Data]);
                using var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(pkcs8, out _);
                return pkcs8;
            }
        }
        catch (CryptographicException)
        {
            // Said below.
        }

        throw new AccountException(
            $"The private_key in {path} is no RSA key in PEM (BEGIN PRIVATE KEY).",
            "Download the key file again, and do not change it.");
    }

    private static string Segment(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
