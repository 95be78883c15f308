using System.Globalization;
using System.Text;

namespace GmailMcp.Mail.Attachments;

/// <summary>A name out of a file as it may be shown: one line, nothing that hides or turns text, not long.</summary>
internal static class ShownName
{
    private const int MostChars = 200;

    public static string Of(string? name)
    {
        var shown = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            var isUnseen = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
            if (!isUnseen)
            {
                shown.Append(rune);
            }

            if (shown.Length >= MostChars)
            {
                return shown.Append('…').ToString();
            }
        }

        return shown.Length == 0 ? "(no name)" : shown.ToString();
    }
}
