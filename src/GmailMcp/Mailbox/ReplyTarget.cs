using Gmail;
using Gmail.Messages;
using Gmail.Threads;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Mailbox;

/// <summary>The message that a new one answers: its thread and the headers that make Gmail and every other program thread the
/// answer right.</summary>
/// <param name="ThreadId">Gmail's thread; null where the message answered is not in this mailbox.</param>
/// <param name="Headers">In-Reply-To, References and the subject of an answer; null where the thread has no message.</param>
internal sealed record ReplyTarget(string? ThreadId, ReplyHeaders? Headers)
{
    private static readonly string[] ThreadingHeaders = ["Message-ID", "References", "In-Reply-To", "Subject"];

    /// <summary>Finds what is answered.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="fetch">Gets its messages.</param>
    /// <param name="threadId">Gmail's thread id; its newest message is answered unless <paramref name="inReplyTo"/> names another.</param>
    /// <param name="inReplyTo">An RFC 5322 Message-ID or the Gmail id of a message, as models give either.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null for a new thread. Costs 2 to 45 quota units otherwise.</returns>
    public static async Task<ReplyTarget?> FindAsync(
        GmailClient gmail, MessageFetch fetch, string? threadId, string? inReplyTo, CancellationToken cancellationToken)
    {
        threadId = string.IsNullOrWhiteSpace(threadId) ? null : threadId.Trim(); // models send "" for "none"
        if (string.IsNullOrWhiteSpace(inReplyTo))
        {
            return threadId is null ? null : await FromThreadAsync(gmail, threadId, cancellationToken);
        }

        var isMessageId = inReplyTo.Contains('@', StringComparison.Ordinal);
        var parentId = isMessageId ? await FindByMessageIdAsync(gmail, inReplyTo, cancellationToken) : inReplyTo.Trim();
        if (parentId is null)
        {
            // Answered elsewhere, or deleted since: the id alone still threads it in other programs.
            var answered = ThreadReferences.ParseId("inReplyTo", inReplyTo);
            return new ReplyTarget(threadId, new ReplyHeaders("", answered, [answered]));
        }

        var parent = await fetch.GetAsync(parentId, ThreadingHeaders, cancellationToken);
        return new ReplyTarget(threadId ?? parent.ThreadId, ReplyHeaders.To(MessageReader.Read(parent).Headers));
    }

    /// <summary>The message of a thread that an answer to the thread answers: the newest that was sent and not thrown away; of a thread
    /// that was thrown away whole, the newest. Null where there are only drafts.</summary>
    public static Message? Newest(MailThread thread)
    {
        var sent = (thread.Messages ?? []).Where(message => !Has(message, "DRAFT")).ToList();
        return sent.FindLast(message => !Has(message, "TRASH") && !Has(message, "SPAM")) ?? sent.LastOrDefault();
    }

    private static bool Has(Message message, string labelId) => message.LabelIds?.Contains(labelId) == true;

    private static async Task<ReplyTarget> FromThreadAsync(GmailClient gmail, string threadId, CancellationToken cancellationToken)
    {
        var thread = await gmail.Threads.GetAsync(
            threadId, MessageFormat.Metadata, ThreadingHeaders, cancellationToken: cancellationToken);
        var newest = Newest(thread);
        return new ReplyTarget(threadId, newest is null ? null : ReplyHeaders.To(MessageReader.Read(newest).Headers));
    }

    private static async Task<string?> FindByMessageIdAsync(GmailClient gmail, string messageId, CancellationToken cancellationToken)
    {
        var bare = ThreadReferences.ParseId("inReplyTo", messageId);
        var found = await gmail.Messages.ListAsync(
            $"rfc822msgid:{bare}", maxResults: 1, includeSpamTrash: true, cancellationToken: cancellationToken);
        return found.Messages.Count == 0 ? null : found.Messages[0].Id;
    }
}
