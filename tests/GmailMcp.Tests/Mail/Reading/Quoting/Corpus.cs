using System.Runtime.CompilerServices;

namespace GmailMcp.Tests.Mail.Reading.Quoting;

/// <summary>Mails with what is expected to stay of them, from the files beside this one.</summary>
/// <remarks>In the plain files each line carries what it is: "|" new text, "H" history, "S" signature; "␠" stands for a
/// blank at a line's end.</remarks>
internal static class Corpus
{
    public sealed record PlainMail(string Name, string Text, IReadOnlyList<char> Kinds);

    public sealed record HtmlMail(string Name, string Html, string Visible);

    public static IReadOnlyList<PlainMail> Plain() =>
        [.. Files().Where(file => !Path.GetFileName(file).StartsWith("shared-", StringComparison.Ordinal)
            && Path.GetFileName(file) != "html.txt").SelectMany(Blocks).Select(ReadPlain)];

    public static IReadOnlyList<HtmlMail> Html() => [.. Blocks(Path.Combine(Folder(), "html.txt")).Select(ReadHtml)];

    /// <summary>The lines "name: value" of a file, comments left out.</summary>
    public static IReadOnlyList<(string Name, string Value)> Values(string fileName) =>
        [.. File.ReadLines(Path.Combine(Folder(), fileName))
            .Where(line => !line.StartsWith('#') && line.Length > 0)
            .Select(line => (line[..line.IndexOf(": ", StringComparison.Ordinal)],
                line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]))];

    /// <summary>Words with all blanks run together.</summary>
    public static string RunTogether(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static PlainMail ReadPlain((string Name, List<string> Lines) block) => new(
        block.Name,
        string.Join('\n', block.Lines.Select(line => line.Length < 2 ? "" : line[2..].Replace('␠', ' '))),
        [.. block.Lines.Select(line => line[0])]);

    private static HtmlMail ReadHtml((string Name, List<string> Lines) block) => new(
        block.Name,
        string.Join('\n', block.Lines.Skip(1)),
        block.Lines[0]["visible: ".Length..]);

    private static IEnumerable<(string Name, List<string> Lines)> Blocks(string file)
    {
        var name = "";
        var lines = new List<string>();
        foreach (var line in File.ReadLines(file).Append("=== end"))
        {
            if (!line.StartsWith("=== ", StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            if (name.Length > 0)
            {
                yield return (name, lines);
            }

            (name, lines) = (line[4..], []);
        }
    }

    private static IEnumerable<string> Files() => Directory.GetFiles(Folder(), "*.txt").Order(StringComparer.Ordinal);

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "Corpus");
}
