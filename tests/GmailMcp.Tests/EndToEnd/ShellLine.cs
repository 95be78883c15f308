using System.Text;
using System.Text.RegularExpressions;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A command as it stands in a document: <c>NAME=value … program argument …</c>, quoted as a shell takes it.</summary>
internal sealed partial record ShellLine(IReadOnlyDictionary<string, string> Variables, string Program, IReadOnlyList<string> Arguments)
{
    public static ShellLine Parse(string text)
    {
        var words = Split(text);
        var variables = words.TakeWhile(word => Assignment().IsMatch(word))
            .Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new(variables, words[variables.Count], words[(variables.Count + 1)..]);
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var c in text)
        {
            if (quote == '\0' && c is '\'' or '"')
            {
                (quote, word) = (c, word ?? new());
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (c == ' ' && quote == '\0')
            {
                Add(words, ref word);
            }
            else if (c == '#' && quote == '\0' && word is null)
            {
                break; // a remark
            }
            else
            {
                (word ??= new()).Append(c);
            }
        }

        Add(words, ref word);
        return words;
    }

    private static void Add(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
        }

        word = null;
    }

    [GeneratedRegex("^[A-Za-z_]+=")]
    private static partial Regex Assignment();
}
