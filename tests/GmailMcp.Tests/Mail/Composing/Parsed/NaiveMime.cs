using System.Text;
using System.Text.RegularExpressions;

namespace GmailMcp.Tests.Mail.Composing.Parsed;

/// <summary>A mail as a simple reader sees its bytes: header blocks, and parts between boundary lines. It shares nothing
/// with the product or its library, so that each checks the other.</summary>
internal sealed partial class NaiveMime
{
    private NaiveMime(IReadOnlyList<string> headerLines, IReadOnlyList<NaiveMime> parts)
    {
        HeaderLines = headerLines;
        Parts = parts;
    }

    /// <summary>The header block as it stands.</summary>
    public IReadOnlyList<string> HeaderLines { get; }

    public IReadOnlyList<NaiveMime> Parts { get; }

    /// <summary>The names of the fields in their order; a line that is none counts as one of the name "?".</summary>
    public IEnumerable<string> Names => HeaderLines
        .Where(line => line is not [' ' or '\t', ..])
        .Select(line => Field().Match(line) is { Success: true } named ? named.Groups[1].Value : "?");

    /// <summary>This and all parts in it.</summary>
    public IEnumerable<NaiveMime> All => [this, .. Parts.SelectMany(part => part.All)];

    /// <summary>The value of a field in one line; empty where there is none.</summary>
    public string this[string name] => string.Join(' ', Unfolded()
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..]));

    public static NaiveMime Read(byte[] raw) => Read(Encoding.Latin1.GetString(raw).Split("\r\n"));

    private static NaiveMime Read(string[] lines)
    {
        var end = Array.IndexOf(lines, "");
        string[] header = end < 0 ? lines : lines[..end];
        var mime = new NaiveMime(header, []);
        if (Boundary().Match(mime["Content-Type"]) is not { Success: true } boundary)
        {
            return mime;
        }

        var parts = new List<NaiveMime>();
        var start = -1;
        for (var i = header.Length; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith($"--{boundary.Groups[1].Value}", StringComparison.Ordinal))
            {
                continue;
            }

            if (start >= 0)
            {
                parts.Add(Read(lines[start..i]));
            }

            var isLast = lines[i].Length == boundary.Groups[1].Length + 4 && lines[i].EndsWith("--", StringComparison.Ordinal);
            start = isLast ? -1 : i + 1;
        }

        return new NaiveMime(header, parts);
    }

    private List<string> Unfolded()
    {
        var fields = new List<string>();
        foreach (var line in HeaderLines)
        {
            if (line is [' ' or '\t', ..] && fields.Count > 0)
            {
                fields[^1] += line;
            }
            else
            {
                fields.Add(line);
            }
        }

        return fields;
    }

    [GeneratedRegex("^([!-9;-~]+):", RegexOptions.NonBacktracking)]
    private static partial Regex Field();

    [GeneratedRegex("^ *multipart/[^;]*; *boundary=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Boundary();
}
