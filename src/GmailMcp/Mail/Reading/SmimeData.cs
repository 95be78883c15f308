using System.Formats.Asn1;

namespace GmailMcp.Mail.Reading;

/// <summary>What a <c>smime.p7m</c> is (RFC 8551), and the mail inside one that is only signed. Nothing is verified: that
/// needs certificates nobody has given us.</summary>
internal static class SmimeData
{
    public const string EncryptedSentence =
        "This mail is encrypted with S/MIME; it can be read only in a mail program that holds the recipient's key.";

    private const string SignedData = "1.2.840.113549.1.7.2";

    /// <summary>The MIME entity that the signature covers; null where the bytes are not signed data or hold
    /// none.</summary>
    public static byte[]? SignedContent(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            // RFC 5652 §3 and §5.1: ContentInfo { type, [0] SignedData { version, digests, { type, [0] content } } }.
            var info = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (info.ReadObjectIdentifier() != SignedData)
            {
                return null;
            }

            var zero = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
            var signed = info.ReadSequence(zero).ReadSequence();
            signed.ReadInteger();
            signed.ReadSetOf(skipSortOrderValidation: true);
            var content = signed.ReadSequence();
            content.ReadObjectIdentifier();
            return content.HasData ? content.ReadSequence(zero).ReadOctetString() : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Whether the headers already say that nobody but the recipient can open it.</summary>
    public static bool IsSaidToBeEncrypted(string? smimeType) =>
        smimeType is not null && (smimeType.Contains("enveloped", StringComparison.OrdinalIgnoreCase)
            || smimeType.Contains("encrypted", StringComparison.OrdinalIgnoreCase));
}
