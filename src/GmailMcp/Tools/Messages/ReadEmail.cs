using System.Text;
using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;
using GmailMcp.Mail.Reading.Provenance;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Messages;

/// <summary>Shows one message.</summary>
internal sealed partial class ReadEmail(Mailboxes mailboxes, MessageFetch fetch, Fence fence)
{
    /// <summary>Read one email: headers, text as Markdown without quoted history, attachment list. search_emails finds ids,
    /// read_attachment and download_attachment open attachments.</summary>
    /// <param name="format">full adds quotes and all headers; html and raw give the source</param>
    /// <param name="maxChars">500-200000, default 10000</param>
    /// <param name="offset">nextOffset of the last answer</param>
    /// <param name="includeQuoted">Show quoted history and signatures whole</param>
    /// <param name="checkSender">Also tell whether this sender wrote before</param>
    [McpServerTool(Name = "read_email", Title = "Read an email", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(ReadEmailResult))]
    [GmailTool(Profile.Readonly, "users.messages.get", "users.messages.attachments.get", "users.messages.list")]
    public async partial Task<CallToolResult> CallAsync(
        string messageId,
        ReadFormat format = ReadFormat.Text,
        int? maxChars = null,
        int? offset = null,
        bool includeQuoted = false,
        bool checkSender = false,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var (message, mail) = await fetch.ReadAsync(messageId, cancellationToken);
        var text = format switch
        {
            ReadFormat.Text => MailTextReader.Read(mail, includeQuoted, cancellationToken),
            ReadFormat.Full => MailTextReader.Read(mail, includeQuoted: true, cancellationToken),
            ReadFormat.Html => Source(mail.Html),
            ReadFormat.Raw => Source(await RawAsync(gmail, messageId, cancellationToken)),
            _ => Source(""),
        };
        var page = TextPage.Cut(text.Text, maxChars ?? TextPage.DefaultLength, offset ?? 0);
        var check = SenderCheck.Of(message, mail.Headers);
        var result = ReadEmailResult.Of(mail, text, page, check) with
        {
            AllHeaders = format is ReadFormat.Full or ReadFormat.Headers ? HeadersOf(message) : null,
            IsFirstFromSender = checkSender ? await IsFirstAsync(gmail, mail, cancellationToken) : null,
        };
        var isNoted = mail.IsHtmlOnly && format is ReadFormat.Text or ReadFormat.Full;
        return ToolResults.Of(
            EmailText.Render(result, page, isNoted, SenderWarning.For(check), fence),
            result.Fenced(fence),
            MessageToolsJson.Default.ReadEmailResult,
            EmailText.NotesOf(result, text, page.Note));
    }

    private static MailText Source(string text) => new()
    {
        Text = text,
        Links = [],
        HiddenCharacters = 0,
        QuotedLines = 0,
        SignatureLines = 0,
        HtmlNotes = HtmlNotes.None,
    };

    private static async Task<string> RawAsync(GmailClient gmail, string messageId, CancellationToken cancellationToken)
    {
        var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Raw, fields: "raw", cancellationToken: cancellationToken);
        return Encoding.Latin1.GetString(LenientBase64.Decode(message.Raw)); // bytes as they are; mail is ASCII but for a few
    }

    private static List<HeaderRecord> HeadersOf(Message message)
    {
        var all = message.Payload?.Headers ?? [];
        var shown = new List<HeaderRecord>();
        var length = 0;
        foreach (var header in all)
        {
            var record = new HeaderRecord
            {
                Name = ShownHeader.Cut(HeaderValue.OneLine(header.Name), ShownHeader.MostInList),
                Value = ShownHeader.Cut(HeaderValue.Decode(header.Value), ShownHeader.MostOfOne),
            };
            length += record.Name.Length + record.Value.Length;
            if (length > ShownHeader.MostOfAll)
            {
                shown.Add(new HeaderRecord { Name = "…", Value = $"{all.Count - shown.Count} more headers; format=raw has them" });
                break;
            }

            shown.Add(record);
        }

        return shown;
    }

    // users.messages.list, 5 quota units.
    private static async Task<bool?> IsFirstAsync(GmailClient gmail, ReadableMessage mail, CancellationToken cancellationToken)
    {
        if (mail.Headers.FromAddresses is not [var sender] || sender.Address.Any(letter => letter is '"' or '(' or ')' or '{' or '}' or ' '))
        {
            return null;
        }

        var page = await gmail.Messages.ListAsync(
            $"from:\"{sender.Address}\"", labelIds: null, maxResults: 2, pageToken: null, cancellationToken: cancellationToken);
        return page.Messages.All(message => message.Id == mail.MessageId);
    }
}
