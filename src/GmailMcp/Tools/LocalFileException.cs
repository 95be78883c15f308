namespace GmailMcp.Tools;

/// <summary>A file was not attached or not saved; the message is for the model and its user.</summary>
/// <param name="message">What happened, to what and, unless <paramref name="advice"/> does, what to do next.</param>
/// <param name="advice">What to do next, where the message itself must keep an old wording to the letter.</param>
internal sealed class LocalFileException(string message, string? advice = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string? Advice { get; } = advice;
}
