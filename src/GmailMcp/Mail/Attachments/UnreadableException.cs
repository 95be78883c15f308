namespace GmailMcp.Mail.Attachments;

/// <summary>A file cannot be read; the message is a sentence for a person and holds nothing of the file's
/// text.</summary>
internal sealed class UnreadableException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The file is well: what was asked of it is not there or was badly said.</summary>
    public bool IsAboutRequest { get; init; }
}
