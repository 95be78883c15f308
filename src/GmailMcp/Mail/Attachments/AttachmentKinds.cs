using System.Text;

namespace GmailMcp.Mail.Attachments;

/// <summary>Tells what a file is. The content decides; declared type and name, which the sender chose, only tell one
/// sort of text from another.</summary>
internal static class AttachmentKinds
{
    // As far as PDF readers look for the mark (ISO 32000-1, annex H.3, note 13).
    private const int PdfMarkWithin = 1024;

    private const int TextSample = 8192;

    private static ReadOnlySpan<byte> OldOfficeMark => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static AttachmentKind Of(byte[] content, string mimeType, string fileName)
    {
        ReadOnlySpan<byte> bytes = content;
        if (ImageTypeOf(bytes) is not null)
        {
            return AttachmentKind.Image;
        }

        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8))
        {
            return OfficePackage.KindOf(content);
        }

        if (bytes.StartsWith(OldOfficeMark))
        {
            return bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
                ? AttachmentKind.EncryptedOffice
                : AttachmentKind.OldOffice;
        }

        if (bytes[..Math.Min(bytes.Length, PdfMarkWithin)].IndexOf("%PDF-"u8) >= 0)
        {
            return AttachmentKind.Pdf;
        }

        return IsText(bytes) ? TextKindOf(bytes, mimeType, fileName) : AttachmentKind.Other;
    }

    /// <summary>The type of an image that models can look at; null for anything else.</summary>
    public static string? ImageTypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? "image/gif"
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;

    private static AttachmentKind TextKindOf(ReadOnlySpan<byte> bytes, string mimeType, string fileName)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 512)]).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n');
        if (start.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
        {
            return AttachmentKind.Calendar;
        }

        if (start.StartsWith(@"{\rtf", StringComparison.Ordinal))
        {
            return AttachmentKind.Other;
        }

        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || Is(mimeType, "text/html") || Ends(fileName, ".html") || Ends(fileName, ".htm"))
        {
            return AttachmentKind.Html;
        }

        var isMail = Is(mimeType, "message/rfc822") || Is(mimeType, "message/global") || Ends(fileName, ".eml");
        return isMail ? AttachmentKind.Mail : AttachmentKind.PlainText;
    }

    private static bool Is(string mimeType, string expected) =>
        mimeType.StartsWith(expected, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string fileName, string extension) =>
        fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    // Text has no zero bytes but in UTF-16, which says so at its start, and hardly any control characters; ESC begins
    // the two-byte characters of ISO 2022.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (PlainTextFile.HasWideMark(bytes))
        {
            return true;
        }

        var sample = bytes[..Math.Min(bytes.Length, TextSample)];
        var controls = 0;
        foreach (var value in sample)
        {
            if (value == 0)
            {
                return false;
            }

            controls += value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B) ? 1 : 0;
        }

        return controls * 100 <= sample.Length;
    }
}
