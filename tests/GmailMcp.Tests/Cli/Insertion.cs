using System.Text.RegularExpressions;

namespace GmailMcp.Tests.Cli;

/// <summary>Compares a file before and after something was put into it.</summary>
internal static partial class Insertion
{
    /// <summary>
    /// The text after is the text before with <paramref name="inserted"/> and what joins it: white space, at most one comma that
    /// ends the entry before, the words that open and close what holds it.
    /// </summary>
    public static void HoldsOnly(string before, string after, string inserted)
    {
        var at = after.IndexOf(inserted, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var (head, tail) = (after[..at], after[(at + inserted.Length)..]);

        Assert.True(
            Enumerable.Range(0, before.Length + 1).Any(cut => IsHead(before[..cut], head) && IsTail(before[cut..], tail)),
            $"More than the entry was changed:\n{after}");
    }

    private static bool IsHead(string before, string head)
    {
        var length = 0;
        while (length < before.Length && length < head.Length && before[length] == head[length])
        {
            length++;
        }

        var (behind, opened) = (before[length..], head[length..]);
        return behind.Length == 0 ? Opening().IsMatch(opened)
            : opened.StartsWith("," + behind, StringComparison.Ordinal) && Opening().IsMatch(opened[(1 + behind.Length)..]);
    }

    private static bool IsTail(string before, string tail) =>
        tail.EndsWith(before, StringComparison.Ordinal) && Closing().IsMatch(tail[..^before.Length]);

    [GeneratedRegex(@"\A,?\s*(""context_servers"": \{|""mcpServers"": \{|mcpServers:|extensions:)?\s*\z")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\A\s*\}?,?\s*\z")]
    private static partial Regex Closing();
}
