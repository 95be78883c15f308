namespace GmailMcp.Mail.Composing;

/// <summary>Something given as an address is none. The message is the one that callers of the old server know; what is
/// wrong and what to do stands in <see cref="Reason"/>.</summary>
internal sealed class InvalidAddressException(string argumentName, string value, string reason)
    : ComposeException(argumentName, $"{RoleOf(argumentName)} email address is invalid: {value}")
{
    /// <summary>The text that was given.</summary>
    public string Value { get; } = value;

    /// <summary>One sentence that says what is wrong with it and what would be right.</summary>
    public string Reason { get; } = reason;

    private static string RoleOf(string argumentName) => argumentName == "from" ? "Sender" : "Recipient";
}
