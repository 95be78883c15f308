using GmailMcp.Mail.Html;

namespace GmailMcp.Mail.Reading;

/// <summary>What a person reads of a mail, in Markdown.</summary>
internal sealed record MailText
{
    public required string Text { get; init; }

    /// <summary>Links whose text names another host than they lead to, or whose target was too long to show whole.</summary>
    public required IReadOnlyList<HtmlLink> Links { get; init; }

    /// <summary>Characters that were in the mail and that nobody would have seen.</summary>
    public required int HiddenCharacters { get; init; }

    /// <summary>Lines of earlier mails that are shown as one.</summary>
    public required int QuotedLines { get; init; }

    /// <summary>Lines of signatures that are shown as one.</summary>
    public required int SignatureLines { get; init; }

    /// <summary>How the HTML was read, where there is any.</summary>
    public required HtmlNotes HtmlNotes { get; init; }
}
