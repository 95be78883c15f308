using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

/// <summary>The key file of an invented service account, as Google Cloud Console makes them.</summary>
internal static class RobotKey
{
    public const string Email = "robot@project-1.iam.gserviceaccount.com";
    public const string ClientId = "100000000000000000001";

    private static readonly RSA Key = RSA.Create(2048);

    public static string PublicPem => Key.ExportSubjectPublicKeyInfoPem();

    public static bool HasSigned(string text, byte[] signature) =>
        Key.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static JsonObject Json() => new()
    {
        ["type"] = "service_account",
        ["project_id"] = "project-1",
        ["private_key_id"] = "key-1",
        ["private_key"] = Key.ExportPkcs8PrivateKeyPem() + "\n",
        ["client_email"] = Email,
        ["client_id"] = ClientId,
        ["auth_uri"] = "https://evil.example/auth",
        ["token_uri"] = "https://evil.example/token",
        ["universe_domain"] = "googleapis.com",
    };

    public static ServiceAccountKey Parse(JsonNode json) =>
        ServiceAccountKey.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "robot.json");

    /// <summary>The keys in other forms than PKCS#8.</summary>
    public static string RsaPem => Key.ExportRSAPrivateKeyPem();
}
