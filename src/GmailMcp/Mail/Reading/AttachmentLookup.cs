namespace GmailMcp.Mail.Reading;

/// <summary>What a reference to an attachment leads to: one, several of the same name, or none.</summary>
/// <param name="Found">The attachment meant; null where there is none or more than one.</param>
/// <param name="AmbiguousPartIds">The part ids to choose from where several attachments have the name; otherwise
/// empty.</param>
internal sealed record AttachmentLookup(ReadableAttachment? Found, IReadOnlyList<string> AmbiguousPartIds)
{
    public static AttachmentLookup NotFound { get; } = new(null, []);

    public bool IsAmbiguous => AmbiguousPartIds.Count > 0;
}
