namespace GmailMcp.Mail.Reading;

/// <summary>One part of a message that can be saved as a file.</summary>
/// <param name="PartId">The part's id inside the message, which does not change between fetches; <c>0</c> for a message
/// that is nothing but this part.</param>
/// <param name="FileName">As its sender chose it, in one line: no safe file name. <c>attachment-PARTID</c> where there
/// is none.</param>
/// <param name="MimeType">As its sender stated it; <c>application/octet-stream</c> where he did not.</param>
/// <param name="SizeInBytes">The size when decoded, as Gmail states it.</param>
/// <param name="AttachmentId">What Gmail wants for a download, valid only until the next fetch of the message; null
/// where the content came along (<paramref name="InlineData"/>) or where it is an attached message that only the raw
/// form holds.</param>
/// <param name="IsInline">Shown inside the text, such as a picture in an HTML mail.</param>
/// <param name="ContentId">What <c>cid:</c> links in the HTML name, without angle brackets; null where there is
/// none.</param>
/// <param name="InlineData">The content as base64url where Gmail sent it along, which it does when it is small.</param>
internal sealed record ReadableAttachment(
    string PartId,
    string FileName,
    string MimeType,
    long SizeInBytes,
    string? AttachmentId,
    bool IsInline,
    string? ContentId,
    string? InlineData)
{
    /// <summary>Whether it is a mail by itself, such as one that was forwarded as a file.</summary>
    public bool IsAttachedMessage => MimeType is "message/rfc822" or "message/global";

    public bool HasInlineData => InlineData is not null;

    /// <summary>The content that came along with the message; empty where none did.</summary>
    public byte[] DecodeInlineData() => LenientBase64.Decode(InlineData);
}
