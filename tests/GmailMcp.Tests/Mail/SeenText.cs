namespace GmailMcp.Tests.Mail;

/// <summary>What no text for a reader may hold, whatever stands beside it.</summary>
internal static class SeenText
{
    /// <summary>What is wrong with a text of several lines; null where nothing is.</summary>
    public static string? Flaw(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var size = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (size == 1 && char.IsSurrogate(text[i]))
            {
                return $"half a character at {i}";
            }

            var rune = char.ConvertToUtf32(text, i);
            if (IsNeverSeen(rune) && !(IsFlagTag(rune) && IsInFlag(text, i)))
            {
                return $"U+{rune:X4} at {i}";
            }

            i += size - 1;
        }

        return null;
    }

    /// <summary>What is wrong with a value of one line; null where nothing is.</summary>
    public static string? FlawOfLine(string line)
    {
        var at = line.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        return at >= 0 || line.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') ? $"no single line: {line}" : null;
    }

    // Controls, bidi overrides, fillers, tags: InvisibleText takes these out wherever they stand.
    private static bool IsNeverSeen(int rune) => rune switch
    {
        '\t' or '\n' or '\r' => false,
        < 0x20 or (>= 0x7F and <= 0x9F) or 0xAD or 0x34F or 0x17B4 or 0x17B5 or 0x180E => true,
        (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164 or 0xFFA0 or 0xFEFF => true,
        (>= 0xFFF0 and <= 0xFFFB) or (>= 0x1D173 and <= 0x1D17A) => true,
        >= 0xE0000 and <= 0xE00FF => true,
        _ => false,
    };

    private static bool IsFlagTag(int rune) => rune is (>= 0xE0030 and <= 0xE0039) or (>= 0xE0061 and <= 0xE007A) or 0xE007F;

    // A black flag and at most six tags before the last one, each two chars.
    private static bool IsInFlag(string text, int at) =>
        text.LastIndexOf("\U0001F3F4", at, Math.Min(at + 1, 16), StringComparison.Ordinal) >= 0;
}
