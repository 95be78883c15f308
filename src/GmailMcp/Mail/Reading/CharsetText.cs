using System.Text;
using System.Text.Unicode;
using MimeKit;

namespace GmailMcp.Mail.Reading;

/// <summary>Bytes of a text part → text, without trusting what the part says of its charset.</summary>
/// <remarks>Gmail turns text into UTF-8 but leaves the old charset in the Content-Type header, so a declared charset is
/// wrong as a rule; for ISO-2022-JP, some report, it does not. So: UTF-8 where the bytes are UTF-8, the declared
/// charset where they cannot be.</remarks>
internal static class CharsetText
{
    private const byte Escape = 0x1B;

    public static (string Text, bool IsDamaged) Decode(ReadOnlySpan<byte> bytes, string? declaredCharset)
    {
        if (EscapedCharset(bytes, declaredCharset) is { } escaped)
        {
            return Finish(escaped.GetString(bytes));
        }

        if (Utf8.IsValid(bytes))
        {
            return Finish(Encoding.UTF8.GetString(bytes));
        }

        if (EncodingOf(declaredCharset) is { } declared && declared is not (UTF8Encoding or ASCIIEncoding))
        {
            return Finish(declared.GetString(bytes));
        }

        var asUtf8 = Encoding.UTF8.GetString(bytes);
        return Finish(IsMostlyUtf8(asUtf8) ? asUtf8 : Encoding.GetEncoding(1252).GetString(bytes));
    }

    /// <summary>The charset where the bytes are valid UTF-8 (even ASCII) and yet mean something else.</summary>
    private static Encoding? EscapedCharset(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (IsNamed(declared, "hz-gb-2312") && bytes.IndexOf("~{"u8) >= 0)
        {
            return EncodingOf(declared);
        }

        if ((IsNamed(declared, "utf-16") || IsNamed(declared, "utf-32")) && bytes.Contains((byte)0))
        {
            return EncodingOf(declared);
        }

        // ISO 2022 switches to two-byte characters by ESC $; nothing else in mail does.
        var switchAt = bytes.IndexOf([Escape, (byte)'$']);
        if (switchAt < 0)
        {
            return null;
        }

        if (IsNamed(declared, "iso-2022"))
        {
            return EncodingOf(declared);
        }

        return bytes[switchAt..].StartsWith([Escape, (byte)'$', (byte)')', (byte)'C'])
            ? EncodingOf("iso-2022-kr")
            : EncodingOf("iso-2022-jp");
    }

    private static bool IsNamed(string? charset, string start) =>
        charset is not null && charset.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for a charset that nobody knows. MimeKit knows the odd names (cp1252, x-sjis, latin1).</summary>
    private static Encoding? EncodingOf(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
        {
            return null;
        }

        try
        {
            return new ContentType("text", "plain") { Charset = charset }.CharsetEncoding;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>UTF-8 with a few damaged places, rather than one-byte text, in which hardly any accent makes valid
    /// UTF-8.</summary>
    private static bool IsMostlyUtf8(string decoded)
    {
        var good = 0;
        var bad = 0;
        foreach (var c in decoded)
        {
            good += c > '\u007F' && c != '\uFFFD' ? 1 : 0;
            bad += c == '\uFFFD' ? 1 : 0;
        }

        return good >= bad;
    }

    private static (string Text, bool IsDamaged) Finish(string text)
    {
        var withoutMark = text.StartsWith('\uFEFF') ? text[1..] : text;
        return (withoutMark, withoutMark.Contains('\uFFFD', StringComparison.Ordinal));
    }
}
