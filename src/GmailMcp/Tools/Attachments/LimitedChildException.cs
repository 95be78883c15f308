namespace GmailMcp.Tools.Attachments;

/// <summary>A child process did not give what it was started for; the message is a sentence for the model.</summary>
internal sealed class LimitedChildException(string message, Exception? innerException = null)
    : Exception(message, innerException);
