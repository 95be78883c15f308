using System.Globalization;
using System.Text;

namespace Gmail.Emulator.Search;

/// <summary>
/// Cuts text into the words that Gmail's search compares: whole words, whatever their case, cut at everything that is
/// no letter, digit or underscore. Text is kept as one string with a blank around each word (" two words "), so that a
/// word or an exact phrase is found by looking for the same kind of string inside it, and joined strings keep a double
/// blank that no phrase crosses.
/// </summary>
internal static class Words
{
    /// <summary>The index of a text without words: it contains the empty phrase and no other.</summary>
    public const string None = " ";

    public static string Index(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return None;
        }

        var index = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var rune in text.EnumerateRunes())
        {
            Append(index, rune);
        }

        return Ended(index).ToString();
    }

    public static bool Contains(string index, string phrase) => index.Contains(phrase, StringComparison.Ordinal);

    /// <summary>The words of an index, one list for each text that was joined into it.</summary>
    public static IEnumerable<string[]> Texts(string index) => index
        .Split("  ", StringSplitOptions.RemoveEmptyEntries)
        .Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static void Append(StringBuilder index, Rune rune)
    {
        if (rune.Value < 0x80 ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_' : IsPartOfWord(rune))
        {
            if (StandsAlone(rune))
            {
                Ended(index).Append(rune.ToString()).Append(' ');
            }
            else
            {
                index.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }
        else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
        {
            // Format characters (zero-width joiners, soft hyphens, tags) are not seen, so they do not cut a word
            // either.
            Ended(index);
        }
    }

    private static StringBuilder Ended(StringBuilder index) => index[^1] == ' ' ? index : index.Append(' ');

    private static bool IsPartOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.OtherSymbol || Rune.IsLetterOrDigit(rune);

    /// <summary>Scripts written without blanks between words, or with endings glued on: each character is a word, so
    /// that any run of characters is found as a phrase. An emoji is a word too.</summary>
    private static bool StandsAlone(Rune rune) => rune.Value switch
    {
        < 0x0E00 => false,
        <= 0x0EFF => true, // Thai, Lao
        >= 0x1000 and <= 0x109F => true, // Myanmar
        >= 0x1780 and <= 0x17FF => true, // Khmer
        >= 0x2E80 and <= 0xA4CF => true, // CJK radicals, kana, bopomofo, ideographs, Yi
        >= 0xAC00 and <= 0xD7AF => true, // Hangul syllables
        >= 0xF900 and <= 0xFAFF => true, // compatibility ideographs
        >= 0xFF66 and <= 0xFFDC => true, // half-width kana and Hangul
        >= 0x20000 and <= 0x3FFFF => true, // ideographs beyond the first plane
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol,
    };
}
