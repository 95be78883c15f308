namespace GmailMcp.Mail.Reading;

/// <summary>A part that Gmail did not send along and that holds what is read: large text, a calendar, a
/// report, a mail inside a file (winmail.dat, smime.p7m).</summary>
/// <param name="PartId">The key under which <see cref="MessageReader.Read"/> takes the fetched bytes.</param>
/// <param name="AttachmentId">What <c>messages.attachments.get</c> wants.</param>
/// <param name="MimeType">Such as <c>text/plain</c> or <c>application/ms-tnef</c>.</param>
/// <param name="SizeInBytes">The size when decoded, as Gmail states it.</param>
internal sealed record BodyPartToFetch(string PartId, string AttachmentId, string MimeType, long SizeInBytes)
{
    /// <summary>Whether there are attachments inside, which are found only with the bytes.</summary>
    public bool IsContainer => MimeType is NestedMail.TnefType or NestedMail.SmimeType;
}
