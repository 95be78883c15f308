using Gmail.Messages;

namespace GmailMcp.Mailbox;

/// <summary>How much memory a message takes, near enough.</summary>
internal static class RememberedBytes
{
    private const int PerObject = 64;
    private const int PerString = 32;

    public static long Of(Message message) =>
        (4 * PerObject) + Of(message.Id) + Of(message.ThreadId) + Of(message.Snippet) + Of(message.Raw)
        + (message.Payload is { } payload ? Of(payload) : 0);

    public static long Of(byte[] bytes) => PerObject + bytes.Length;

    private static long Of(MessagePart part) =>
        (2 * PerObject) + Of(part.PartId) + Of(part.MimeType) + Of(part.Filename)
        + Of(part.Body?.AttachmentId) + Of(part.Body?.Data)
        + (part.Headers?.Sum(header => PerObject + Of(header.Name) + Of(header.Value)) ?? 0)
        + (part.Parts?.Sum(Of) ?? 0);

    private static long Of(string? text) => text is null ? 0 : PerString + (2L * text.Length);
}
