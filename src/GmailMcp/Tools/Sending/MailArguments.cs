using GmailMcp.Mail.Composing;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Sending;

/// <summary>A mail as the arguments of the tools describe it.</summary>
internal sealed record MailArguments
{
    public string[] To { get; init; } = [];

    public string[] Cc { get; init; } = [];

    public string[] Bcc { get; init; } = [];

    public string Subject { get; init; } = "";

    public string Body { get; init; } = "";

    public string? HtmlBody { get; init; }

    public BodyFormat BodyFormat { get; init; } = BodyFormat.Text;

    public MimeType MimeType { get; init; } = MimeType.Plain;

    public string? ThreadId { get; init; }

    public string? InReplyTo { get; init; }

    public string[] Attachments { get; init; } = [];

    /// <summary>The address it comes from, known to be the person's; null for the account's own.</summary>
    public string? From { get; init; }

    /// <summary>The address that it is to come from, which is looked up among those that the person may send from; null or empty
    /// for <see cref="From"/>.</summary>
    public string? SendAs { get; init; }

    /// <summary>Whether the signature that belongs to the address stands below the text.</summary>
    public bool Signature { get; init; }

    /// <summary>The mail answered, where that is known already; otherwise thread and In-Reply-To are looked up.</summary>
    public ReplyTarget? Answers { get; init; }

    /// <summary>What the mail answered names and no mail can be sent to; others wrote it.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What the caller should know of the mail answered, in words of our own.</summary>
    public string? Remark { get; init; }

    /// <summary>Files of another mail that go along.</summary>
    public IReadOnlyList<OutgoingAttachment> Copies { get; init; } = [];

    /// <summary>Another mail that goes along whole, in its raw form.</summary>
    public byte[]? Original { get; init; }
}
