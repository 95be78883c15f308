using GmailMcp.Mail.Reading.Calendar;

namespace GmailMcp.Mail.Reading;

/// <summary>One piece of a mail, in the order in which a mail program shows them.</summary>
internal sealed record ReadableSection
{
    public required string PartId { get; init; }

    public required SectionKind Kind { get; init; }

    /// <summary>Null where the section has no plain text.</summary>
    public string? PlainText { get; init; }

    /// <summary>Null where the section has no HTML.</summary>
    public string? Html { get; init; }

    /// <summary>Whether the HTML says what the plain text does not: there is none, or it only sends its reader to a
    /// browser.</summary>
    public bool PreferHtml { get; init; }

    /// <summary>Of <see cref="SectionKind.AttachedMessage"/> and <see cref="SectionKind.ReturnedMessage"/>: its headers;
    /// otherwise null.</summary>
    public ReadableHeaders? Headers { get; init; }

    /// <summary>Of <see cref="SectionKind.Invitation"/>: what <see cref="PlainText"/> says in words; otherwise
    /// null.</summary>
    public CalendarInvitation? Invitation { get; init; }

    /// <summary>The part id of the attached message that the section belongs to; null for the mail's own.</summary>
    public string? AttachedMessagePartId { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(PlainText) && string.IsNullOrWhiteSpace(Html) && Headers is null;
}
