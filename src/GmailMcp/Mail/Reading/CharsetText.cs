using System.Buffers;
using System.Text;
using System.Text.Unicode;
using MimeKit;

namespace GmailMcp.Mail.Reading;

/// <summary>Bytes of a text part → text, without trusting what the part says of its charset.</summary>
/// <remarks>Gmail turns text into UTF-8 but leaves the old charset in the Content-Type header, so a declared charset is
/// wrong as a rule; for ISO-2022-JP, some report, it does not. So: UTF-8 where the bytes are UTF-8, the declared
/// charset where they cannot be, and where that charset is a default nobody chose, the one that the bytes look
/// like.</remarks>
internal static class CharsetText
{
    private const byte Escape = 0x1B;

    /// <summary>HTML's parsers look for a meta element this far (HTML §13.2.3.2).</summary>
    private const int MetaWithinBytes = 2048;

    private static readonly SearchValues<char> EndOfMeta = SearchValues.Create("\"' ;>/\r\n");

    /// <summary>Mailers' defaults, which they state whatever the text is in.</summary>
    private static readonly int[] Defaults = [20127, 28591, 1252, 65001];

    public static (string Text, bool IsDamaged) Decode(
        ReadOnlySpan<byte> bytes, string? declaredCharset, bool isHtml = false)
    {
        if (ByByteOrderMark(bytes) is { } marked)
        {
            return Finish(marked.GetString(bytes));
        }

        if (EscapedCharset(bytes, declaredCharset) is { } escaped)
        {
            return Finish(escaped.GetString(bytes));
        }

        if (Utf8.IsValid(bytes))
        {
            var valid = Encoding.UTF8.GetString(bytes);
            return Finish(EncodingOf(declaredCharset)?.CodePage == 1252 ? WithPrintedC1(valid) : valid);
        }

        var declared = EncodingOf(declaredCharset);
        if (declared is not null && !Defaults.Contains(declared.CodePage))
        {
            var text = declared.GetString(bytes);
            if (IsMostlyGood(text))
            {
                return Finish(text);
            }
        }

        var asUtf8 = Encoding.UTF8.GetString(bytes);
        if (IsMostlyGood(asUtf8))
        {
            return Finish(asUtf8);
        }

        var meta = isHtml ? EncodingOf(MetaCharset(bytes)) : null;
        var likely = meta is not null && !Defaults.Contains(meta.CodePage) ? meta : CharsetGuess.Of(bytes);
        return Finish((likely ?? Encoding.GetEncoding(1252)).GetString(bytes));
    }

    /// <summary>Where windows-1252 called itself ISO-8859-1 and was turned into UTF-8 by the letter, its euro, dashes and
    /// quotes have become control characters.</summary>
    private static string WithPrintedC1(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\u009F'))
        {
            return text;
        }

        var windows = Encoding.GetEncoding(1252);
        var printed = new StringBuilder(text);
        for (var code = 0x80; code <= 0x9F; code++)
        {
            printed.Replace((char)code, windows.GetString([(byte)code])[0]);
        }

        return printed.ToString();
    }

    private static Encoding? ByByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

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

        if (CharsetGuess.Utf16(bytes) is { } utf16)
        {
            return utf16;
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

    /// <summary>Null for a charset that nobody knows, and for UTF-7, in which ASCII hides what it says. MimeKit knows
    /// the odd names (cp1252, x-sjis, latin1).</summary>
    private static Encoding? EncodingOf(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
        {
            return null;
        }

        switch (charset.Trim().Trim('"', '\'').ToLowerInvariant())
        {
            // Each is a part of GB18030, and mailers that state the part use the whole.
            case "gb2312" or "gbk" or "x-gbk" or "cp936" or "gb_2312-80" or "euc-cn" or "csgb2312":
                return Encoding.GetEncoding(54936);
            // As browsers do: C1 control characters are in no mail (WHATWG Encoding §4.2).
            case "iso-8859-1" or "latin1" or "iso8859-1" or "iso_8859-1":
                return Encoding.GetEncoding(1252);
            case "iso-8859-9" or "latin5":
                return Encoding.GetEncoding(1254);
            case "tis-620" or "iso-8859-11":
                return Encoding.GetEncoding(874);
            case "utf-7" or "unicode-1-1-utf-7":
                return null;
            case var name:
                try
                {
                    return new ContentType("text", "plain") { Charset = name }.CharsetEncoding;
                }
                catch (Exception e) when (e is ArgumentException or NotSupportedException)
                {
                    return null;
                }
        }
    }

    private static string? MetaCharset(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(html.Length, MetaWithinBytes)]);
        var meta = head.IndexOf("<meta", StringComparison.OrdinalIgnoreCase);
        var at = meta < 0 ? -1 : head.IndexOf("charset=", meta, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var rest = head.AsSpan(at + "charset=".Length).TrimStart(" \"'");
        var end = rest.IndexOfAny(EndOfMeta);
        return end <= 0 ? null : rest[..end].ToString();
    }

    /// <summary>Text with a few damaged places, rather than text in another charset, in which hardly any byte makes
    /// sense.</summary>
    private static bool IsMostlyGood(string decoded)
    {
        var good = 0;
        var bad = 0;
        foreach (var c in decoded)
        {
            var isBad = c == '\uFFFD' || c is >= '\uE000' and <= '\uF8FF' || c is >= '\u0080' and <= '\u009F';
            good += c > '\u007F' && !isBad ? 1 : 0;
            bad += isBad ? 1 : 0;
        }

        return good >= bad;
    }

    private static (string Text, bool IsDamaged) Finish(string text)
    {
        var withoutMark = text.StartsWith('\uFEFF') ? text[1..] : text;
        return (withoutMark, withoutMark.Contains('\uFFFD', StringComparison.Ordinal));
    }
}
