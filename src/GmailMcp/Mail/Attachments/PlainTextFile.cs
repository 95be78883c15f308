using System.Text;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Mail.Attachments;

/// <summary>Text files as they are: notes, CSV, JSON, XML, logs.</summary>
internal static class PlainTextFile
{
    public static AttachmentReading Read(byte[] content)
    {
        var (text, isDamaged) = Decode(content);
        var sink = new TextSink();
        sink.Append(text.AsSpan());
        return sink.ToReading(
            notes: isDamaged ? ["Some characters could not be decoded."] : []);
    }

    /// <summary>The text in the charset that the bytes speak for: files name none.</summary>
    public static (string Text, bool IsDamaged) Decode(ReadOnlySpan<byte> content)
    {
        if (!HasWideMark(content))
        {
            return CharsetText.Decode(content, declaredCharset: null);
        }

        var text = (content[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(content[2..]);
        return (text, text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    /// <summary>Whether it begins as UTF-16 does.</summary>
    public static bool HasWideMark(ReadOnlySpan<byte> content) =>
        content.Length >= 2 && ((content[0] == 0xFF && content[1] == 0xFE) || (content[0] == 0xFE && content[1] == 0xFF));
}
