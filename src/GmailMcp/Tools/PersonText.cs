using GmailMcp.Mail;
using GmailMcp.Mail.Html;

namespace GmailMcp.Tools;

/// <summary>Text for a person who decides by it: nothing in it is invisible, and none of it can pose as a line of ours.</summary>
internal static class PersonText
{
    private const string Quote = "| ";

    /// <summary>One line.</summary>
    public static string Line(string? text, int mostChars = 300) => Cut(InvisibleText.Visible(HeaderValue.OneLine(text)), mostChars);

    /// <summary>Several lines, each with a bar before it.</summary>
    public static string Lines(string text, int mostChars)
    {
        var visible = Cut(InvisibleText.Visible(text).ReplaceLineEndings("\n").Trim('\n'), mostChars);
        return string.Join('\n', visible.Split('\n').Select(line => Quote + HeaderValue.OneLine(line)));
    }

    private static string Cut(string text, int mostChars)
    {
        if (text.Length <= mostChars)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[mostChars - 1]) ? mostChars - 1 : mostChars;
        return $"{text[..end]} … ({text.Length - end} more characters)";
    }
}
