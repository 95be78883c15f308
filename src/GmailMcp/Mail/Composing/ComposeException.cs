namespace GmailMcp.Mail.Composing;

/// <summary>A mail that cannot be written as asked; the message says why in words for the caller.</summary>
internal class ComposeException(string argumentName, string message) : Exception(message)
{
    /// <summary>The argument at fault, in the tools' own words: <c>to</c>, <c>subject</c>, <c>attachments</c>,
    /// …</summary>
    public string ArgumentName { get; } = argumentName;
}
