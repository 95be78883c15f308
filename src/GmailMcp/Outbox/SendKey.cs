using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Outbox;

/// <summary>What makes two calls the same send.</summary>
/// <param name="Key">The hash of the caller's own key, or of the content where he gave none.</param>
/// <param name="Content">The hash of what is sent and in which thread.</param>
/// <param name="IsNamed">Whether the caller gave a key.</param>
internal sealed record SendKey(string Key, string Content, bool IsNamed)
{
    /// <summary>The longest key that a caller may give.</summary>
    public const int MaxLength = 200;

    /// <param name="idempotencyKey">The caller's key; null or empty for none.</param>
    /// <param name="contentDigest">What the mail says.</param>
    /// <param name="threadId">Gmail's thread that it goes into; null for a new one.</param>
    /// <exception cref="OutboxException">The key is too long.</exception>
    public static SendKey Of(string? idempotencyKey, string contentDigest, string? threadId)
    {
        if (idempotencyKey?.Length > MaxLength)
        {
            throw new OutboxException(
                $"idempotencyKey has {idempotencyKey.Length} characters; at most {MaxLength} are taken. Nothing was sent.");
        }

        var content = Hash($"content\n{contentDigest}\n{threadId}");
        return string.IsNullOrEmpty(idempotencyKey)
            ? new SendKey(content, content, IsNamed: false)
            : new SendKey(Hash($"key\n{idempotencyKey}"), content, IsNamed: true);
    }

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
