namespace GmailMcp.Mail.Reading;

/// <summary>A message as a person would read it: every "absent" of Gmail's answer is decided here, once.</summary>
internal sealed record ReadableMessage
{
    /// <summary>Gmail's id of the message. The id that its sender gave is
    /// <see cref="ReadableHeaders.MessageId"/>.</summary>
    public required string MessageId { get; init; }

    public required string ThreadId { get; init; }

    public required IReadOnlyList<string> LabelIds { get; init; }

    /// <summary>When Gmail took the message in; null where Gmail did not say. The sender cannot choose it, unlike the
    /// Date header.</summary>
    public required DateTimeOffset? InternalDate { get; init; }

    public required ReadableHeaders Headers { get; init; }

    /// <summary>What a mail program shows, in its order; each text once, as plain text, HTML or both.</summary>
    public required IReadOnlyList<ReadableSection> Sections { get; init; }

    /// <summary>All text/plain of the message, empty where it has none; what stands in its place where the mail is
    /// nothing but an invitation, a report or encrypted.</summary>
    public required string PlainText { get; init; }

    /// <summary>All text/html of the message, empty where it has none.</summary>
    public required string Html { get; init; }

    /// <summary>What to show: the plain text, or the HTML where there is no plain text.</summary>
    public string Body => IsHtmlOnly ? Html : PlainText;

    /// <summary>Whether <see cref="Body"/> is HTML because there is no plain text.</summary>
    public bool IsHtmlOnly => string.IsNullOrWhiteSpace(PlainText) && !string.IsNullOrWhiteSpace(Html);

    /// <summary>Everything that can be downloaded, small and inline parts and attached messages too, in the order of
    /// the mail.</summary>
    public required IReadOnlyList<ReadableAttachment> Attachments { get; init; }

    /// <summary>What Gmail left out and the text needs, because it is large or a file: fetch each and call
    /// <see cref="MessageReader.Read"/>
    /// again with it.</summary>
    public required IReadOnlyList<BodyPartToFetch> BodyPartsToFetch { get; init; }

    public required ReadingNotes Notes { get; init; }
}
