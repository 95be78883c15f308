namespace GmailMcp.Mail.Composing;

/// <summary>A mail to be written, in the words of the tools' arguments.</summary>
internal sealed record OutgoingMessage
{
    /// <summary><c>anna@example.com</c> or <c>Anna Arn &lt;anna@example.com&gt;</c>; null lets Gmail put the account's
    /// own.</summary>
    public string? From { get; init; }

    /// <summary>One address in each entry, as <see cref="Cc"/> and <see cref="Bcc"/>. May be empty: drafts
    /// are.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> Cc { get; init; } = [];

    public IReadOnlyList<string> Bcc { get; init; } = [];

    public required string Subject { get; init; }

    /// <summary>Plain text; HTML where <see cref="MimeType"/> is <c>text/html</c> and there is no
    /// <see cref="HtmlBody"/>.</summary>
    public required string Body { get; init; }

    /// <summary>The same in HTML; null or empty where there is none.</summary>
    public string? HtmlBody { get; init; }

    /// <summary>Whether <see cref="Body"/> is Markdown, which the HTML is made from.</summary>
    public bool IsMarkdown { get; init; }

    /// <summary>What stands below the text, as HTML; null for none.</summary>
    public string? Signature { get; init; }

    /// <summary><c>text/plain</c>, <c>text/html</c> or <c>multipart/alternative</c>.</summary>
    public string MimeType { get; init; } = OutgoingBody.Plain;

    public IReadOnlyList<OutgoingAttachment> Attachments { get; init; } = [];

    /// <summary>A whole mail that is passed on as it came, its raw form; null for none.</summary>
    public byte[]? Original { get; init; }

    /// <summary>The Message-ID of the mail answered, not Gmail's id of it; null for a new thread.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The Message-IDs of the thread, oldest first; <see cref="InReplyTo"/> is added where it is not the
    /// last.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
