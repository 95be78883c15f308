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

    public MimeType MimeType { get; init; } = MimeType.Plain;

    public string? ThreadId { get; init; }

    public string? InReplyTo { get; init; }

    public string[] Attachments { get; init; } = [];
}
