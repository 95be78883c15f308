namespace GmailMcp.Tools;

/// <summary>A tool cannot do what was asked; the message is shown to the model as it stands and says what to do next.</summary>
internal sealed class ToolException(string message, Exception? innerException = null) : Exception(message, innerException);
