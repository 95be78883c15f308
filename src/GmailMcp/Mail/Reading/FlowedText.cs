using System.Text;

namespace GmailMcp.Mail.Reading;

/// <summary>Undoes format=flowed (RFC 3676): lines that end in a space go on in the next.</summary>
internal static class FlowedText
{
    /// <summary>Nobody quotes deeper; more is a line of nothing but brackets.</summary>
    private const int MaxQuoteDepth = 100;

    public static string Unwrap(string text, bool deletesSpace)
    {
        var result = new StringBuilder(text.Length);
        var openDepth = -1; // the quote depth of a paragraph that goes on, or -1
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf('\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd('\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            var depth = 0;
            while (depth < line.Length && depth < MaxQuoteDepth && line[depth] == '>')
            {
                depth++;
            }

            line = line[depth..];
            line = line.Length > 0 && line[0] == ' ' ? line[1..] : line; // §4.4: space-stuffing
            var isSignature = line is "-- "; // §4.3: never flowed
            if (openDepth >= 0 && (openDepth != depth || isSignature))
            {
                result.Append("\r\n"); // §4.5: a change of depth ends the paragraph, whatever its last line says
                openDepth = -1;
            }

            if (openDepth < 0 && depth > 0)
            {
                result.Append('>', depth).Append(line.Length > 0 ? " " : "");
            }

            var flows = line.Length > 0 && line[^1] == ' ' && !isSignature && (end >= 0);
            result.Append(flows && deletesSpace ? line[..^1] : line);
            openDepth = flows ? depth : -1;
            result.Append(flows || end < 0 ? "" : "\r\n");
        }

        return result.ToString();
    }
}
