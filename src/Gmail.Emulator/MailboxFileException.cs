namespace Gmail.Emulator;

/// <summary>A mail file could not be read; the message names the file and, where there is one, the position in
/// it.</summary>
public sealed class MailboxFileException : Exception
{
    public MailboxFileException(string message)
        : base(message)
    {
    }

    public MailboxFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public MailboxFileException()
    {
    }
}
