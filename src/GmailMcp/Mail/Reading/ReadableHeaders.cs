namespace GmailMcp.Mail.Reading;

/// <summary>The headers that matter to a reader, decoded to one line each; empty where the message has none.</summary>
internal sealed record ReadableHeaders
{
    public required string Subject { get; init; }

    /// <summary>Text for a reader, as <see cref="To"/>, <see cref="Cc"/>, <see cref="Bcc"/> and <see cref="ReplyTo"/>.
    /// To compare or answer, use the parsed lists.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public required string Cc { get; init; }

    public required string Bcc { get; init; }

    public required string ReplyTo { get; init; }

    public required IReadOnlyList<MailAddress> FromAddresses { get; init; }

    public required IReadOnlyList<MailAddress> ToAddresses { get; init; }

    public required IReadOnlyList<MailAddress> CcAddresses { get; init; }

    public required IReadOnlyList<MailAddress> BccAddresses { get; init; }

    public required IReadOnlyList<MailAddress> ReplyToAddresses { get; init; }

    /// <summary>The Date header to the letter; its sender chose it.</summary>
    public required string Date { get; init; }

    /// <summary>The Message-ID with its angle brackets, which is what an answer's In-Reply-To names; null where there
    /// is none.</summary>
    public required string? MessageId { get; init; }

    /// <summary>Usually one id.</summary>
    public required IReadOnlyList<string> InReplyTo { get; init; }

    /// <summary>The ids of the thread so far, oldest first.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The List-Unsubscribe header to the letter (RFC 2369): addresses in angle brackets.</summary>
    public string ListUnsubscribe { get; init; } = "";

    /// <summary>The List-Unsubscribe-Post header to the letter (RFC 8058).</summary>
    public string ListUnsubscribePost { get; init; } = "";

    public string ListId { get; init; } = "";

    /// <summary>Who sent it for the people in <see cref="From"/>.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The Auto-Submitted header to the letter (RFC 3834): <c>auto-replied</c> is an out-of-office
    /// note.</summary>
    public string AutoSubmitted { get; init; } = "";
}
