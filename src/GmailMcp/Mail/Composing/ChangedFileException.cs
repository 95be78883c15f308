namespace GmailMcp.Mail.Composing;

/// <summary>A file to send along is not the one any more that was measured, hashed and perhaps shown to the person.</summary>
internal sealed class ChangedFileException(string message) : IOException(message)
{
    /// <summary>The one that caused a failure; null where something else did. An upload that pulls the file wraps it.</summary>
    public static ChangedFileException? In(Exception? failure)
    {
        while (failure is not null and not ChangedFileException)
        {
            failure = failure.InnerException;
        }

        return (ChangedFileException?)failure;
    }
}
