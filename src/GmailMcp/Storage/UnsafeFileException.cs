namespace GmailMcp.Storage;

/// <summary>
/// A file that should be its owner's alone is not, and could not be made so. The message says which and what to do.
/// </summary>
internal sealed class UnsafeFileException(string message, Exception? inner = null) : IOException(message, inner);
