using GmailMcp.Mail.Reading;
using GmailMcp.Mail.Reading.Provenance;
using GmailMcp.Mailbox;
using GmailMcp.Tools.Messages;
using GmailMcp.Tools.Rendering;

namespace GmailMcp.Resources;

/// <summary>A message as read_email shows it, with its notes below.</summary>
internal static class ShownMessage
{
    public static string Of(FetchedMessage fetched, int maxChars, Fence fence, CancellationToken cancellationToken)
    {
        var (message, mail) = fetched;
        var text = MailTextReader.Read(mail, includeQuoted: false, cancellationToken);
        var page = TextPage.Cut(text.Text, maxChars, offset: 0);
        var check = SenderCheck.Of(message, mail.Headers);
        var result = ReadEmailResult.Of(mail, text, page, check);
        var call = $"read_email with messageId={mail.MessageId}";
        return Notes.Below(
            EmailText.Render(result, page, mail.IsHtmlOnly, SenderWarning.For(check), fence),
            EmailText.NotesOf(result, text, Notes.Cut(page, call), $"{call}, "));
    }
}
