namespace GmailMcp.Mail.Composing;

/// <summary>The signature of the person below a text, in the form that Gmail writes and mail programs fold.</summary>
internal static class MailSignature
{
    /// <param name="plain">The text.</param>
    /// <param name="signature">The signature as Gmail keeps it, HTML.</param>
    public static string AddToPlain(string plain, string signature) =>
        $"{plain.TrimEnd()}\n\n-- \n{OutgoingText.PlainOf(signature).Trim()}\n";

    /// <inheritdoc cref="AddToPlain"/>
    public static string AddToHtml(string html, string signature)
    {
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        end = end < 0 ? html.LastIndexOf("</html", StringComparison.OrdinalIgnoreCase) : end;
        return html.Insert(
            end < 0 ? html.Length : end,
            "<br><span class=\"gmail_signature_prefix\">-- </span><br>\n"
            + $"<div dir=\"ltr\" class=\"gmail_signature\">{signature}</div>\n");
    }
}
