using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gmail.Emulator.Content;

/// <summary>Attachment ids as Gmail gives them: long, new on every get, good for one part of one message.</summary>
/// <remarks>The id carries what it stands for under a key stream, so any id ever issued stays good and nothing is
/// stored.</remarks>
internal sealed class AttachmentIds(Random chance)
{
    private const string Prefix = "ANGjdJ";
    private const int NonceLength = 16;
    private const int TextLength = 256; // a longer one is that of a part far down, and its id as much longer

    private readonly byte[] _key = Key(chance);

    public string Issue(string messageId, string partId)
    {
        var text = Encoding.UTF8.GetBytes($"{messageId}/{partId}");
        var bytes = new byte[NonceLength + Math.Max(TextLength, text.Length)];
        chance.NextBytes(bytes.AsSpan(0, NonceLength));
        text.CopyTo(bytes.AsSpan(NonceLength));
        Mask(bytes);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>The part that <paramref name="attachmentId"/> names; null when it is none of this message's
    /// ids.</summary>
    public string? PartId(string messageId, string attachmentId)
    {
        var encoded = attachmentId.StartsWith(Prefix, StringComparison.Ordinal) ? attachmentId[Prefix.Length..] : "";
        if (!Base64Url.IsValid(encoded, out var length) || length < NonceLength + TextLength)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(encoded);
        Mask(bytes);
        var text = Encoding.UTF8.GetString(bytes, NonceLength, bytes.Length - NonceLength).TrimEnd('\0');
        return text.StartsWith(messageId + "/", StringComparison.Ordinal) ? text[(messageId.Length + 1)..] : null;
    }

    private void Mask(byte[] bytes)
    {
        Span<byte> block = stackalloc byte[32];
        var seed = new byte[NonceLength + _key.Length + 1];
        bytes.AsSpan(0, NonceLength).CopyTo(seed);
        _key.CopyTo(seed.AsSpan(NonceLength));
        for (var offset = 0; NonceLength + offset < bytes.Length; offset += block.Length)
        {
            seed[^1] = (byte)(offset / block.Length);
            SHA256.HashData(seed, block);
            for (var i = 0; i < Math.Min(block.Length, bytes.Length - NonceLength - offset); i++)
            {
                bytes[NonceLength + offset + i] ^= block[i];
            }
        }
    }

    private static byte[] Key(Random chance)
    {
        var key = new byte[16];
        chance.NextBytes(key);
        return key;
    }
}
