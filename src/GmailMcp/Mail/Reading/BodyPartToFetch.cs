namespace GmailMcp.Mail.Reading;

/// <summary>A text part too large for Gmail to send along.</summary>
/// <param name="PartId">The key under which <see cref="MessageReader.Read"/> takes the fetched bytes.</param>
/// <param name="AttachmentId">What <c>messages.attachments.get</c> wants.</param>
/// <param name="MimeType"><c>text/plain</c> or <c>text/html</c>.</param>
/// <param name="SizeInBytes">The size when decoded, as Gmail states it.</param>
internal sealed record BodyPartToFetch(string PartId, string AttachmentId, string MimeType, long SizeInBytes);
