namespace GmailMcp.Outbox;

/// <summary>A send was refused before anything left, for a reason of the outbox itself; the message says what to do.</summary>
internal sealed class OutboxException(string message, Exception? innerException = null) : Exception(message, innerException);
