using System.Text;

namespace GmailMcp.Mail.Html;

/// <summary>Takes out characters that nobody sees and a model reads: tags, bidi overrides, zero-width and variation
/// selectors used to smuggle text. Where a script or an emoji needs such a character it stays.</summary>
internal static class InvisibleText
{
    /// <summary>What a person sees of it.</summary>
    public static string Visible(string text) => Strip(text).Text;

    /// <summary>Tag characters of the longest emoji flag: "gbeng", "usca" (UTS #51, ED-14a).</summary>
    private const int LongestFlag = 6;

    public static (string Text, int Removed) Strip(string text)
    {
        var first = FirstSuspect(text);
        if (first < 0)
        {
            return (text, 0);
        }

        var runes = text.EnumerateRunes().ToArray();
        var hasRightToLeft = Array.Exists(runes, IsRightToLeft);
        var kept = new StringBuilder(text.Length);
        var removed = 0;
        var before = default(Rune);
        for (var i = 0; i < runes.Length; i++)
        {
            var flag = FlagLength(runes, i);
            for (; flag > 1; flag--)
            {
                kept.Append(runes[i++].ToString());
            }

            var next = i + 1 < runes.Length ? runes[i + 1] : default;
            if (Stays(runes[i], before, next, hasRightToLeft) || flag == 1)
            {
                kept.Append(runes[i].ToString());
                before = runes[i];
            }
            else
            {
                removed++;
            }
        }

        return (kept.ToString(), removed);
    }

    private static int FirstSuspect(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < ' ' ? c is not ('\t' or '\n' or '\r') : c >= '\u007f' && IsSuspect(c))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSuspect(char c) => c is <= '\u009f' or '\u00ad' or '\u034f' or '\u061c' or '\u115f' or '\u1160'
        or '\u17b4' or '\u17b5' or (>= '\u180b' and <= '\u180f') or (>= '\u200b' and <= '\u200f')
        or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\u3164' or (>= '\ufe00' and <= '\ufe0f')
        or '\ufeff' or '\uffa0' or (>= '\ufff0' and <= '\ufffb') or '\ud834' or (>= '\udb40' and <= '\udb43')
        or (>= '\ud800' and <= '\udfff');

    /// <summary>The runes of an emoji flag of black flag + tags + cancel tag that starts here; 0 where none
    /// does.</summary>
    private static int FlagLength(Rune[] runes, int at)
    {
        if (runes[at].Value != 0x1F3F4)
        {
            return 0;
        }

        var end = at + 1;
        while (end < runes.Length && end - at <= LongestFlag && runes[end].Value is
            (>= 0xE0030 and <= 0xE0039) or (>= 0xE0061 and <= 0xE007A))
        {
            end++;
        }

        return end > at + 2 && end < runes.Length && runes[end].Value == 0xE007F ? end - at + 1 : 0;
    }

    private static bool Stays(Rune rune, Rune before, Rune next, bool hasRightToLeft) => rune.Value switch
    {
        '\t' or '\n' or '\r' => true,
        < 0x20 or (>= 0x7F and <= 0x9F) or 0xAD or 0x34F or 0x17B4 or 0x17B5 or 0x180E => false,
        0x115F or 0x1160 => IsJamo(before) || IsJamo(next),
        0x200B => IsUnspaced(before) && IsUnspaced(next),
        0x200C => Joins(before) && Joins(next),
        0x200D => (IsEmoji(before) && IsPictograph(next)) || Joins(before),
        0x200E or 0x200F or 0x61C => hasRightToLeft && before.Value is not (0x200E or 0x200F or 0x61C),
        (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) => false,
        0x3164 or 0xFFA0 or 0xFEFF => false,
        (>= 0x180B and <= 0x180D) or 0x180F => before.Value is >= 0x1820 and <= 0x18AA,
        0xFE0E or 0xFE0F => IsPictograph(before) || IsKeycap(before) || IsHan(before),
        >= 0xFE00 and <= 0xFE0D => IsHan(before) || before.Value is (>= 0x2200 and <= 0x22FF) or (>= 0xA840 and <= 0xA877)
            or (>= 0x1000 and <= 0x109F) or (>= 0xFF01 and <= 0xFF1A) or 0x30 or (>= 0x3001 and <= 0x3002),
        >= 0xFFF0 and <= 0xFFFB => false,
        >= 0x1D173 and <= 0x1D17A => false,
        >= 0xE0100 and <= 0xE01EF => IsHan(before),
        >= 0xE0000 and <= 0xE0FFF => false,
        _ => true,
    };

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>Letters and marks of scripts whose shapes depend on joiners: Arabic, Syriac, N'Ko, Indic, Khmer,
    /// Mongolian.</summary>
    private static bool Joins(Rune rune) =>
        rune.Value is (>= 0x620 and <= 0x6FF) or (>= 0x700 and <= 0x7FF) or (>= 0x8A0 and <= 0x8FF)
            or (>= 0x900 and <= 0xDFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x18AA)
            or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC);

    private static bool IsUnspaced(Rune rune) =>
        rune.Value is (>= 0xE00 and <= 0xEFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF);

    private static bool IsJamo(Rune rune) => rune.Value is (>= 0x1100 and <= 0x115E) or (>= 0x1161 and <= 0x11FF);

    private static bool IsHan(Rune rune) =>
        rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsKeycap(Rune rune) => rune.Value is (>= '0' and <= '9') or '#' or '*';

    private static bool IsEmoji(Rune rune) => IsPictograph(rune) || rune.Value is 0xFE0F;

    private static bool IsPictograph(Rune rune) =>
        rune.Value is 0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139 or (>= 0x2190 and <= 0x21FF)
            or (>= 0x2300 and <= 0x23FF) or 0x24C2 or (>= 0x25A0 and <= 0x27BF) or (>= 0x2900 and <= 0x297F)
            or (>= 0x2B00 and <= 0x2BFF) or 0x3030 or 0x303D or 0x3297 or 0x3299 or (>= 0x1F000 and <= 0x1FAFF);
}
