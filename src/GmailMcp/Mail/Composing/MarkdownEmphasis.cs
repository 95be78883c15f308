using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Finds which asterisks, underscores and tildes belong together.</summary>
/// <remarks>https://spec.commonmark.org/0.31.2/#an-algorithm-for-parsing-nested-emphasis-and-links, whose table of the lowest
/// openers keeps it linear.</remarks>
internal static class MarkdownEmphasis
{
    public static void Resolve(List<MarkdownPiece> pieces, int first)
    {
        // Those that may still open something, from the first to the last.
        var openers = new List<MarkdownPiece>();
        var lowest = new Dictionary<(char Mark, int Length, bool CanOpen), int>();
        for (var i = first; i < pieces.Count; i++)
        {
            var closer = pieces[i];
            if (closer.IsResolved || closer.Count == 0)
            {
                continue;
            }

            while (closer is { CanClose: true, Count: > 0 })
            {
                // Whatever differs between two closers that may not find the same opener.
                var length = closer.Mark == '~' ? Math.Min(closer.OriginalCount, 3) : closer.OriginalCount % 3;
                var key = (closer.Mark, length, closer.CanOpen);
                var found = FindOpener(openers, closer, lowest.GetValueOrDefault(key));
                if (found < 0)
                {
                    lowest[key] = openers.Count;
                    break;
                }

                Match(openers[found], closer);
                openers.RemoveRange(found + 1, openers.Count - found - 1);
                if (openers[found].Count == 0)
                {
                    openers.RemoveAt(found);
                }

                foreach (var (other, place) in lowest)
                {
                    lowest[other] = Math.Min(place, openers.Count); // openers to come stand at these places
                }
            }

            if (closer is { CanOpen: true, Count: > 0 })
            {
                openers.Add(closer);
            }
        }

        for (var i = first; i < pieces.Count; i++)
        {
            pieces[i].IsResolved = true;
        }
    }

    private static int FindOpener(List<MarkdownPiece> openers, MarkdownPiece closer, int bottom)
    {
        for (var i = openers.Count - 1; i >= bottom; i--)
        {
            var opener = openers[i];
            if (opener.Mark != closer.Mark)
            {
                continue;
            }

            // https://github.github.com/gfm/#strikethrough-extension-: as many on both sides.
            var fits = closer.Mark == '~'
                ? opener.Count == closer.Count && closer.Count <= 2
                : !(opener.CanClose || closer.CanOpen) || closer.OriginalCount % 3 == 0
                    || (opener.OriginalCount + closer.OriginalCount) % 3 != 0;
            if (fits)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Match(MarkdownPiece opener, MarkdownPiece closer)
    {
        var length = closer.Mark == '~' ? closer.Count : opener.Count >= 2 && closer.Count >= 2 ? 2 : 1;
        var tag = closer.Mark == '~' ? "del" : length == 2 ? "strong" : "em";
        opener.Count -= length;
        closer.Count -= length;
        (opener.Opening ??= []).Add($"<{tag}>");
        (closer.Closing ??= new StringBuilder()).Append("</").Append(tag).Append('>');
    }
}
