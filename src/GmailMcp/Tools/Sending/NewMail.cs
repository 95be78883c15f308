using Gmail;
using GmailMcp.Mail.Composing;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Sending;

/// <summary>What the tools that write mail do alike: from their arguments to MIME that is ready to leave.</summary>
internal sealed class NewMail : IDisposable
{
    private readonly List<LocalFile> _files;

    private NewMail(ComposedMessage composed, string? threadId, List<LocalFile> files, string? note)
    {
        Composed = composed;
        ThreadId = threadId;
        Note = note;
        _files = files;
    }

    public ComposedMessage Composed { get; }

    public string? ThreadId { get; }

    /// <summary>What the caller should know though nothing is wrong.</summary>
    public string? Note { get; }

    /// <summary>The MIME for Gmail, written while it is uploaded and not held in memory.</summary>
    public MimeContent Content => MimeContent.FromStream(() => MimePipe.Open(Composed), Composed.SizeInBytes);

    /// <exception cref="ComposeException">An address, a header or a size is refused.</exception>
    /// <exception cref="LocalFileException">An attachment is missing or outside the allowed folders.</exception>
    public static async Task<NewMail> ComposeAsync(
        GmailClient gmail, LocalFiles files, TimeProvider time, MailArguments mail, CancellationToken cancellationToken)
    {
        var opened = new List<LocalFile>();
        try
        {
            var attachments = await GivenAttachments.OpenAsync(gmail, files, mail.Attachments, opened, cancellationToken);
            var reply = mail.Answers ?? await ReplyTarget.FindAsync(gmail, mail.ThreadId, mail.InReplyTo, cancellationToken);
            var isLookedUp = mail.Signature || !string.IsNullOrWhiteSpace(mail.SendAs);
            var identity = isLookedUp
                ? await SendIdentity.FindAsync(gmail, string.IsNullOrWhiteSpace(mail.SendAs) ? null : mail.SendAs, cancellationToken)
                : null;
            var composed = new MessageComposer(time).Compose(new OutgoingMessage
            {
                From = identity?.Address.ToString() ?? mail.From,
                To = mail.To,
                Cc = mail.Cc,
                Bcc = mail.Bcc,
                Subject = mail.Subject,
                Body = mail.Body,
                HtmlBody = mail.HtmlBody,
                IsMarkdown = mail.BodyFormat == BodyFormat.Markdown,
                Signature = mail.Signature ? identity?.Signature : null,
                MimeType = Word(mail.MimeType),
                Attachments =
                [
                    .. mail.Copies,
                    .. attachments,
                ],
                Original = mail.Original,
                InReplyTo = reply?.Headers?.InReplyTo,
                References = reply?.Headers?.References ?? [],
            });
            return new NewMail(composed, reply?.ThreadId, opened, Notes(mail, reply, identity, composed));
        }
        catch
        {
            opened.ForEach(file => file.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        Composed.Dispose();
        _files.ForEach(file => file.Dispose());
    }

    // Gmail joins an answer to its thread only where the subjects match too.
    private static string? Notes(MailArguments mail, ReplyTarget? reply, SendIdentity? identity, ComposedMessage composed)
    {
        var subject = reply?.Headers?.Subject;
        var differs = subject is { Length: > 0 }
            && ReplySubject.For(mail.Subject) != subject && mail.Subject.Trim() != subject;
        string?[] notes =
        [
            differs ? $"The subject is not that of the thread (\"{subject}\"), so Gmail may begin a new one." : null,
            mail.Signature && identity is { Signature: null } ? $"{identity.Address.Address} has no signature in Gmail, so none was added." : null,
            composed.IsLargerThanManyAccept ? "The attachments are over 25 MB: many receivers refuse that." : null,
        ];
        var text = string.Join(' ', notes.OfType<string>());
        return text.Length > 0 ? text : null;
    }

    private static string Word(MimeType mimeType) => mimeType switch
    {
        MimeType.Html => OutgoingBody.Html,
        MimeType.Alternative => OutgoingBody.Alternative,
        _ => OutgoingBody.Plain,
    };
}
