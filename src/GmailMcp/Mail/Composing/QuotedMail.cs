using System.Globalization;
using System.Text;
using GmailMcp.Mail.Reading;
using MimeKit.Utils;

namespace GmailMcp.Mail.Composing;

/// <summary>An earlier mail inside a new one, in the form that Gmail writes and every mail program folds.</summary>
internal static class QuotedMail
{
    private const string Blockquote = "<blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;"
        + "border-left:1px solid rgb(204,204,204);padding-left:1ex\">";

    /// <summary>An answer above the mail answered, in plain text.</summary>
    public static string Answer(string body, ReadableHeaders parent, string text) =>
        $"{body.TrimEnd()}\n\n{Attribution(parent)}\n\n{Quote(text)}\n";

    /// <summary>The same in HTML.</summary>
    public static string AnswerHtml(string html, ReadableHeaders parent, string text) =>
        $"{html}<br><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{Escape(Attribution(parent))}<br></div>"
        + $"{Blockquote}{Escape(text)}</blockquote></div>";

    /// <summary>A mail passed on below a few words, in plain text.</summary>
    public static string Forward(string body, ReadableHeaders original, string text) =>
        $"{(body.Length == 0 ? "" : body.TrimEnd() + "\n\n")}{string.Join('\n', HeadOf(original))}\n\n{text.TrimEnd()}\n";

    /// <summary>The same in HTML.</summary>
    /// <param name="body">The few words, as plain text.</param>
    /// <param name="original">The mail passed on.</param>
    /// <param name="html">Its text as HTML that may be shown.</param>
    public static string ForwardHtml(string body, ReadableHeaders original, string html) =>
        $"<div dir=\"ltr\">{Escape(body)}</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">"
        + $"{string.Join("<br>", HeadOf(original).Select(Escape))}<br></div><br><br>{html}</div>";

    /// <summary>Plain text as HTML.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace("\n", "<br>\r\n", StringComparison.Ordinal);

    private static string Attribution(ReadableHeaders parent)
    {
        var from = parent.FromAddresses.Count > 0 ? parent.FromAddresses[0].ToString() : parent.From;
        return DateUtils.TryParse(parent.Date, out var date)
            ? $"On {date.ToString("ddd, d MMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture)}, {from} wrote:"
            : $"{from} wrote:";
    }

    private static IEnumerable<string> HeadOf(ReadableHeaders original)
    {
        yield return "---------- Forwarded message ---------";
        yield return $"From: {original.From}";
        yield return $"Date: {original.Date}";
        yield return $"Subject: {original.Subject}";
        yield return $"To: {original.To}";
        if (original.Cc.Length > 0)
        {
            yield return $"Cc: {original.Cc}";
        }
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 64);
        foreach (var line in text.TrimEnd().Split('\n'))
        {
            var bare = line.TrimEnd('\r');
            quoted.Append(bare.StartsWith('>') || bare.Length == 0 ? ">" : "> ").Append(bare).Append('\n');
        }

        return quoted.ToString().TrimEnd('\n');
    }
}
