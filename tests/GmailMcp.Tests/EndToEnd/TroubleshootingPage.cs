using Testing;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>docs/troubleshooting.md: its symptoms, each with the program's own sentence.</summary>
internal static class TroubleshootingPage
{
    public const string Path = "docs/troubleshooting.md";

    /// <summary>Heading to sentence, in the page's order. In a sentence … stands for what differs from case to case.</summary>
    public static IReadOnlyList<(string Heading, string Sentence)> Symptoms { get; } = Read();

    /// <summary>Whether the program's answer has the sentence: its pieces, one after the other.</summary>
    public static bool IsIn(string answer, string sentence)
    {
        var at = 0;
        foreach (var piece in sentence.Split('…', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var found = answer.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        return true;
    }

    private static List<(string Heading, string Sentence)> Read()
    {
        var symptoms = new List<(string Heading, string Sentence)>();
        foreach (var line in File.ReadAllLines(System.IO.Path.Combine(Repository.Root, Path)))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                symptoms.Add((line[4..], ""));
            }
            else if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                var (heading, begun) = symptoms[^1];
                symptoms[^1] = (heading, begun.Length == 0 ? line[2..] : $"{begun} {line[2..]}");
            }
        }

        return symptoms;
    }
}
