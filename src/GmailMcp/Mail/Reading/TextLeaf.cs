using Gmail.Messages;

namespace GmailMcp.Mail.Reading;

/// <summary>A part that is text to read, not a file.</summary>
internal sealed record TextLeaf(MessagePart Part, PartHeaders Headers, string PartId, bool IsInAttachedMessage)
{
    public bool IsHtml => Headers.MimeType == "text/html";

    /// <summary>Whether Gmail left the text out because it is large.</summary>
    public bool MustBeFetched =>
        string.IsNullOrEmpty(Part.Body?.Data) && !string.IsNullOrEmpty(Part.Body?.AttachmentId);
}
