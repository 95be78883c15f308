namespace GmailMcp.Mail.Reading;

/// <summary>Where a walk puts what it reads.</summary>
internal sealed class SectionSink
{
    public List<ReadableSection> Sections { get; } = [];

    public List<BodyPartToFetch> ToFetch { get; } = [];

    public bool HasInvitation => Sections.Exists(section => section.Kind == SectionKind.Invitation)
        || ToFetch.Exists(part => part.MimeType == "text/calendar");

    public bool IsEmpty => ToFetch.Count == 0 && Sections.TrueForAll(section => section.IsEmpty);
}
