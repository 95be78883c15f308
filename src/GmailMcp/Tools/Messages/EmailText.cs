using System.Text;
using GmailMcp.Mail.Reading;
using GmailMcp.Tools.Rendering;

namespace GmailMcp.Tools.Messages;

/// <summary>One message as text, for read_email and for resources.</summary>
internal static class EmailText
{
    // The sentence of the old server, to the letter.
    private const string HtmlNote = "[Note: This email is HTML-formatted. Plain text version not available.]\n\n";

    public static string Render(ReadEmailResult mail, TextPage page, bool isHtmlNoted, string? warning, Fence fence)
    {
        var text = new StringBuilder();
        text.Append($"Subject: {mail.Subject}\nFrom: {mail.From}\nTo: {mail.To}\nDate: {mail.Date}\n");
        AddLine(text, "Cc", mail.Cc);
        AddLine(text, "Bcc", mail.Bcc);
        AddLine(text, "Reply-To", mail.ReplyTo);
        AddLine(text, "Message-ID", mail.MessageIdHeader);
        foreach (var header in mail.AllHeaders ?? [])
        {
            AddLine(text, header.Name, header.Value);
        }

        text.Append('\n').Append(isHtmlNoted && page.Offset == 0 ? HtmlNote : "")
            .Append(mail.Attachments.Count > 0 ? page.Text.TrimEnd('\n') : page.Text);
        if (mail.Attachments.Count > 0)
        {
            text.Append($"\n\nAttachments ({mail.Attachments.Count}):\n");
            text.AppendJoin('\n', mail.Attachments.Select(AttachmentLine.Render));
        }

        return $"Thread ID: {mail.ThreadId}\n{(warning is null ? "" : warning + "\n")}{fence.Around(text.ToString())}";
    }

    /// <summary>Sentences of the server's own about what is not shown, and how to get it.</summary>
    /// <param name="result">The message.</param>
    /// <param name="text">Its whole text.</param>
    /// <param name="pageNote">What is left after the page shown.</param>
    /// <param name="call">What to call with another argument; empty for the tool itself.</param>
    public static IEnumerable<string?> NotesOf(ReadEmailResult result, MailText text, string? pageNote, string call = "")
    {
        yield return result.Notes is { } notes ? string.Join(' ', notes) : null;
        yield return MailNotes.Hidden(text);
        yield return text.QuotedLines + text.SignatureLines > 0
            ? $"{text.QuotedLines + text.SignatureLines} lines of quoted history or signature are shown short; "
                + $"{call}includeQuoted=true shows them."
            : null;
        yield return pageNote;
        yield return result.IsFirstFromSender switch
        {
            true => "This is the first mail from this address in the mailbox.",
            false => "There is other mail from this address in the mailbox.",
            null => null,
        };
    }

    private static void AddLine(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }
    }
}
