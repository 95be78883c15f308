using System.Globalization;
using System.Text;

namespace GmailMcp.Storage;

/// <summary>Turns a name that a stranger chose into one that every operating system takes as a plain file name, shows
/// as it is and does nothing with. Applying it twice changes nothing.</summary>
internal static class SafeFileName
{
    /// <summary>Bytes of UTF-8. File systems take 255; this leaves room for " (999)" and for what other programs
    /// append.</summary>
    public const int MostBytes = 200;

    private const int LongestExtension = 20;

    // The last line are letters that look like a slash or backslash; best-fit conversion to an old code page makes
    // them one.
    private const string Reserved = "/\\:*?\"<>|" + "\u2044\u2215\u2216\u29F5\u29F8\uFE68\uFF0F\uFF3C";

    // Not of a format category, yet nothing is drawn: Hangul fillers, combining joiner, Mongolian and other variation
    // selectors, the empty Braille cell.
    private const string Unseen = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800\u3164\uFFA0";

    // Windows opens the device whatever stands after the first dot.
    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    // Windows acts on these merely because a folder is shown or a disk inserted.
    private static readonly HashSet<string> ActedUpon = new(StringComparer.OrdinalIgnoreCase)
    {
        "desktop.ini", "autorun.inf", "folder.htt", "thumbs.db",
    };

    /// <param name="suggested">From a mail or an argument: anything at all.</param>
    /// <param name="fallback">Used when nothing of it is left; must itself be safe.</param>
    public static string From(string suggested, string fallback = "attachment")
    {
        var name = Trimmed(WithoutWhatIsNotShown(LastComponent(suggested)));
        if (name.Length == 0)
        {
            return fallback;
        }

        if (IsDevice(name) || ActedUpon.Contains(name) || name[0] is '-' or '~')
        {
            // A dash would be read as an option and a tilde as a home folder by a shell.
            name = "_" + name;
        }

        return Shortened(name);
    }

    /// <summary>The name with " (2)" before its extension; as it is for 0.</summary>
    public static string Numbered(string name, int copy)
    {
        if (copy == 0)
        {
            return name;
        }

        var (stem, extension) = Split(name);
        return string.Create(CultureInfo.InvariantCulture, $"{stem} ({copy}){extension}");
    }

    /// <summary>Windows would open a device instead of a file of this name.</summary>
    public static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return Devices.Contains((dot < 0 ? name : name[..dot]).TrimEnd(' '));
    }

    /// <summary>The character is drawn as itself: no control, direction, tag, joiner, filler or half of a
    /// pair.</summary>
    public static bool IsShown(Rune rune)
    {
        if (rune.IsBmp && Unseen.Contains((char)rune.Value, StringComparison.Ordinal))
        {
            return false;
        }

        if (rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) or (>= 0xFDD0 and <= 0xFDEF)
            || (rune.Value & 0xFFFE) == 0xFFFE)
        {
            // Variation selectors, tags and the rest of that plane's invisible block, and the code points that Unicode
            // keeps free of characters.
            return false;
        }

        return Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    // "C:\Users\ann\report.pdf" and "../../.ssh/config" are paths: their last component is the name. "Invoice
    // 3/2026.pdf" is a name with a slash in it.
    private static string LastComponent(string suggested)
    {
        var looksLikePath = suggested.StartsWith('/') || suggested.StartsWith('~') || suggested.Contains('\\')
            || suggested.StartsWith("./", StringComparison.Ordinal)
            || suggested.Contains("../", StringComparison.Ordinal);
        return looksLikePath ? suggested[(suggested.LastIndexOfAny(['/', '\\']) + 1)..] : suggested;
    }

    private static string WithoutWhatIsNotShown(string name)
    {
        var text = new StringBuilder(name.Length);

        // The replacement character stands for half a pair; a mail's undecodable bytes were made one earlier.
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                // One space for a run of any: "invoice.pdf          .exe" must not push its end out of sight.
                if (text.Length > 0 && text[^1] != ' ')
                {
                    text.Append(' ');
                }
            }
            else if (rune.IsBmp && Reserved.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                text.Append('_');
            }
            else if (IsShown(rune))
            {
                text.Append(rune);
            }
        }

        return text.ToString();
    }

    // A leading dot hides a file on Unix; Windows drops trailing dots and spaces, so that another name would be made.
    private static string Trimmed(string name) => name.TrimStart(' ', '.').TrimEnd(' ', '.');

    private static string Shortened(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MostBytes)
        {
            return name;
        }

        var (stem, extension) = Split(name);
        var left = MostBytes - Encoding.UTF8.GetByteCount(extension);
        var end = 0;
        foreach (var rune in stem.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return stem[..end].TrimEnd(' ', '.') + extension;
    }

    private static (string Stem, string Extension) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot > 4 && name.AsSpan(0, dot).EndsWith(".tar", StringComparison.OrdinalIgnoreCase))
        {
            dot -= ".tar".Length;
        }

        var isExtension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= LongestExtension;
        return isExtension ? (name[..dot], name[dot..]) : (name, "");
    }
}
