using Gmail;
using GmailMcp.Mail.Composing;
using GmailMcp.Mailbox;
using GmailMcp.Tools.Rendering;

namespace GmailMcp.Tools.Sending;

/// <summary>What the tools that write mail do alike: from their arguments to MIME that is ready to leave.</summary>
internal sealed class NewMail : IDisposable
{
    private readonly List<LocalFile> _files;

    private readonly MailArguments _arguments;

    private readonly string? _subjectOfThread;

    private readonly SendIdentity? _identity;

    private NewMail(ComposedMessage composed, MailArguments arguments, ReplyTarget? reply, SendIdentity? identity, List<LocalFile> files)
    {
        Composed = composed;
        ThreadId = reply?.ThreadId;
        _arguments = arguments;
        _subjectOfThread = reply?.Headers?.Subject;
        _identity = identity;
        _files = files;
        HoldsOthersText = reply is not null || GivenAttachments.AnyOfMail(arguments.Attachments);
    }

    public ComposedMessage Composed { get; }

    public string? ThreadId { get; }

    /// <summary>Whether others wrote some of it: a mail that is answered or passed on, or a file of one.</summary>
    public bool HoldsOthersText { get; }

    /// <summary>The MIME for Gmail, written while it is uploaded and not held in memory.</summary>
    public MimeContent Content => MimeContent.FromStream(() => MimePipe.Open(Composed), Composed.SizeInBytes);

    /// <exception cref="ComposeException">An address, a header or a size is refused.</exception>
    /// <exception cref="LocalFileException">An attachment is missing or outside the allowed folders.</exception>
    public static async Task<NewMail> ComposeAsync(
        GmailClient gmail,
        MessageFetch fetch,
        LocalFiles files,
        TimeProvider time,
        MailArguments mail,
        CancellationToken cancellationToken)
    {
        var opened = new List<LocalFile>();
        try
        {
            var attachments = await GivenAttachments.OpenAsync(gmail, fetch, files, mail.Attachments, opened, cancellationToken);
            var reply = mail.Answers ?? await ReplyTarget.FindAsync(gmail, fetch, mail.ThreadId, mail.InReplyTo, cancellationToken);
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
            return new NewMail(composed, mail, reply, identity, opened);
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

    /// <summary>What the caller should know though nothing is wrong; null for nothing.</summary>
    /// <param name="fence">Stands around what others wrote. It is told only now, because text that is never handed to the caller
    /// must not count as handed.</param>
    public string? Note(Fence fence)
    {
        // Gmail joins an answer to its thread only where the subjects match too.
        var differs = _subjectOfThread is { Length: > 0 }
            && ReplySubject.For(_arguments.Subject) != _subjectOfThread && _arguments.Subject.Trim() != _subjectOfThread;
        string?[] notes =
        [
            differs ? $"The subject is not that of the thread (\"{fence.Value(_subjectOfThread)}\"), so Gmail may begin a new one." : null,
            _arguments.LeftOut.Count == 0 ? null
                : $"Left out, because no mail can be sent there: {fence.Value(string.Join(", ", _arguments.LeftOut))}.",
            _arguments.Remark,
            _arguments.Signature && _identity is { Signature: null }
                ? $"{_identity.Address.Address} has no signature in Gmail, so none was added." : null,
            Composed.IsLargerThanManyAccept ? "The attachments are over 25 MB: many receivers refuse that." : null,
        ];
        return string.Join(' ', notes.OfType<string>()) is { Length: > 0 } text ? text : null;
    }

    private static string Word(MimeType mimeType) => mimeType switch
    {
        MimeType.Html => OutgoingBody.Html,
        MimeType.Alternative => OutgoingBody.Alternative,
        _ => OutgoingBody.Plain,
    };
}
