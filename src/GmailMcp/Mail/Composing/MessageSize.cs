using System.Globalization;

namespace GmailMcp.Mail.Composing;

/// <summary>How large a mail may be.</summary>
internal static class MessageSize
{
    /// <summary>35 MiB: what users.messages.send, drafts.create, drafts.update and drafts.send take, counted on the
    /// MIME message with its attachments in base64. https://developers.google.com/workspace/gmail/api/reference/rest
    /// (mediaUpload maxSize in the discovery document)</summary>
    public const long MaxMimeBytes = 36_700_160;

    /// <summary>25 MB of attachments: what Gmail's own page sends and what most receivers take at most.</summary>
    public const long MaxCommonAttachmentBytes = 25_000_000;

    /// <summary>What <paramref name="lengthInBytes"/> bytes become in base64: lines of 76 characters and CRLF for every
    /// 57 bytes (RFC 2045 §6.8).</summary>
    public static long InBase64(long lengthInBytes)
    {
        var characters = (lengthInBytes + 2) / 3 * 4;
        return characters + ((characters + 75) / 76 * 2);
    }

    /// <exception cref="ComposeException">The mail is too large; the message has the sizes and the limit.</exception>
    public static void Check(long mimeBytes, IReadOnlyList<OutgoingAttachment> attachments)
    {
        if (mimeBytes <= MaxMimeBytes)
        {
            return;
        }

        var files = string.Join(", ", attachments.Select(file => $"{file.CalledAs ?? file.FileName} {InWords(file.LengthInBytes)}"));
        throw new ComposeException(
            attachments.Count > 0 ? "attachments" : "body",
            $"The mail is too large: {InWords(mimeBytes)} when encoded; Gmail takes at most {InWords(MaxMimeBytes)}, "
            + "which is about 26 MB of attachments."
            + (files.Length > 0 ? $" Attachments: {files}." : ""));
    }

    public static string InWords(long bytes) => bytes.ToString("#,0", CultureInfo.InvariantCulture) + " bytes";
}
