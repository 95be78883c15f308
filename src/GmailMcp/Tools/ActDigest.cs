using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Tools;

/// <summary>A hash of what is about to be done, for an answer that holds for exactly that.</summary>
internal static class ActDigest
{
    /// <summary>Of texts in their order; each is preceded by its length, so that none can pass for two.</summary>
    public static byte[] Of(IEnumerable<string?> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
