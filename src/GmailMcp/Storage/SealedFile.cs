using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Storage;

/// <summary>
/// A file for its owner alone whose content is encrypted and cannot be changed unseen: magic and version, a random
/// nonce, AES-256-GCM's ciphertext and tag. What cannot be opened is not replaced.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="key">What it is sealed with.</param>
/// <param name="purpose">What the content is and whose; a file put in another's place does not open.</param>
/// <param name="notice">Told, in a sentence, of loose permissions that were repaired.</param>
/// <param name="mostBytes">The largest that is read.</param>
internal sealed class SealedFile(
    string path, StoreKey key, string purpose, Action<string> notice, long mostBytes = OwnerOnlyFile.UsualMostBytes)
{
    // Random nonces of 96 bits are good for 2^32 files of one key (NIST SP 800-38D §8.3): every second for 136 years.
    private const int NonceInBytes = 12;
    private const int TagInBytes = 16;

    // The last byte is the version.
    private static ReadOnlySpan<byte> Magic => "GMCPSEAL\u0001"u8;

    private static int SmallestInBytes => Magic.Length + NonceInBytes + TagInBytes;

    /// <summary>The content, or null where there is no file.</summary>
    /// <exception cref="SealException">It does not open; it is left as it is.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[]? Read() => OwnerOnlyFile.Read(path, notice, mostBytes) is { } sealedContent ? Open(sealedContent) : null;

    /// <summary>Replaces the content, or leaves the old one.</summary>
    /// <exception cref="SealException">What stands there does not open, so it may be somebody's only copy.</exception>
    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write(ReadOnlySpan<byte> content)
    {
        _ = Read();
        OwnerOnlyFile.Write(path, Seal(content));
    }

    private byte[] Seal(ReadOnlySpan<byte> content)
    {
        var whole = new byte[SmallestInBytes + content.Length];
        Magic.CopyTo(whole);
        var nonce = whole.AsSpan(Magic.Length, NonceInBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key.Bytes, TagInBytes);
        var ciphertext = whole.AsSpan(Magic.Length + NonceInBytes, content.Length);
        cipher.Encrypt(nonce, content, ciphertext, whole.AsSpan(^TagInBytes..), Purpose());
        return whole;
    }

    private byte[] Open(byte[] whole)
    {
        if (whole.Length < SmallestInBytes || !whole.AsSpan().StartsWith(Magic))
        {
            throw new SealException(
                $"{path} is not a sealed file of this version. It was left as it is.",
                "Move it away if nobody needs it, or use the version of gmail-mcp that wrote it.");
        }

        var nonce = whole.AsSpan(Magic.Length, NonceInBytes);
        var content = new byte[whole.Length - SmallestInBytes];
        try
        {
            using var cipher = new AesGcm(key.Bytes, TagInBytes);
            var ciphertext = whole.AsSpan(Magic.Length + NonceInBytes, content.Length);
            cipher.Decrypt(nonce, ciphertext, whole.AsSpan(^TagInBytes..), content, Purpose());
            return content;
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            // The cipher cannot tell these apart, on purpose.
            throw new SealException(
                $"{path} does not open with the key from {key.Source}: it was sealed with another key, was damaged, or "
                + "was moved here from another name. It was left as it is.",
                $"Put back the key that it was sealed with ({StoreKey.Variable} or the key file); "
                + "if that is lost, remove the file.",
                mismatch);
        }
    }

    private byte[] Purpose() => Encoding.UTF8.GetBytes(purpose);
}
