namespace GmailMcp.Cli;

/// <summary>The command line cannot be carried out; the message says what to change.</summary>
internal sealed class InvalidOptionException(string message) : Exception(message);
