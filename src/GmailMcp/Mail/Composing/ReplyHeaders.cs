using GmailMcp.Mail.Reading;

namespace GmailMcp.Mail.Composing;

/// <summary>What makes a mail an answer to another one.</summary>
/// <param name="Subject">The other's subject, with <c>Re: </c> where it has no reply prefix yet.</param>
/// <param name="InReplyTo">The other's Message-ID; null where it has none.</param>
/// <param name="References">The thread up to and with the other.</param>
internal sealed record ReplyHeaders(string Subject, string? InReplyTo, IReadOnlyList<string> References)
{
    public static ReplyHeaders To(ReadableHeaders parent)
    {
        // RFC 5322 §3.6.4: without References the parent's In-Reply-To stands in, if it names exactly one message.
        var thread = parent.References.Count == 0 && parent.InReplyTo.Count == 1 ? parent.InReplyTo : parent.References;
        var answered = parent.MessageId is { } messageId && ThreadReferences.IsWritable(messageId) ? messageId : null;
        return new ReplyHeaders(ReplySubject.For(parent.Subject), answered, ThreadReferences.Join(thread, answered));
    }
}
