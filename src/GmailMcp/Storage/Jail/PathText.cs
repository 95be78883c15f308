using System.Text;

namespace GmailMcp.Storage.Jail;

/// <summary>What can be said of a path from its text alone, before any disk is asked.</summary>
internal static class PathText
{
    // PATH_MAX of Linux; Windows takes 32,767 but nobody types those.
    private const int LongestPath = 4096;

    /// <summary>Why a path is refused as it is written, in words that follow "because", or null.</summary>
    /// <param name="path">As the model gave it.</param>
    /// <param name="forWindows">Whether Windows will read it: there colons name streams and some names are
    /// devices.</param>
    public static string? Problem(string path, bool forWindows)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return "it is empty";
        }

        if (path.Length > LongestPath)
        {
            return "it is longer than 4096 characters";
        }

        foreach (var rune in path.EnumerateRunes())
        {
            // EnumerateRunes gives the replacement character for half a pair, which UTF-8 cannot carry either: two
            // different texts would open the same file.
            if (rune == Rune.ReplacementChar || IsDeceptive(rune))
            {
                return $"it holds a character that is not shown (U+{rune.Value:X4})";
            }
        }

        if (path.StartsWith(@"\\", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal)
            || path.StartsWith(@"\??\", StringComparison.Ordinal))
        {
            return "it names another computer or a device";
        }

        if (path.Contains("://", StringComparison.Ordinal)
            || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return "it is an address, not a path";
        }

        if (path[0] == '~' && path.Length > 1 && path[1] is not ('/' or '\\'))
        {
            return "it names the home folder of somebody else";
        }

        return forWindows ? WindowsProblem(path) : null;
    }

    /// <summary>The path for a message: without what could break or disguise the line, and cut.</summary>
    public static string Shown(string path)
    {
        const int Longest = 300;
        var text = new StringBuilder();
        foreach (var rune in path.EnumerateRunes())
        {
            if (text.Length >= Longest)
            {
                return text.Append('…').ToString();
            }

            if (IsDeceptive(rune))
            {
                text.Append('\uFFFD');
            }
            else
            {
                text.Append(rune);
            }
        }

        return text.ToString();
    }

    // Joiners and variation selectors are parts of real file names; what turns, hides or ends text is not.
    private static bool IsDeceptive(Rune rune) =>
        rune.Value is not (0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F)) && !SafeFileName.IsShown(rune);

    private static string? WindowsProblem(string path)
    {
        var hasDrive = path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]);
        if (hasDrive && (path.Length == 2 || path[2] is not ('/' or '\\')))
        {
            return "it is relative to the present folder of a drive";
        }

        foreach (var part in path[(hasDrive ? 2 : 0)..].Split('/', '\\'))
        {
            if (part.Contains(':', StringComparison.Ordinal))
            {
                return "a colon names a hidden stream of a file";
            }

            if (SafeFileName.IsDevice(part))
            {
                return $"\"{part}\" is a device";
            }

            if (part is not ("." or "..") && part.Length > 0 && part[^1] is '.' or ' ')
            {
                return "a component ends in a dot or space, which Windows drops";
            }
        }

        return null;
    }
}
