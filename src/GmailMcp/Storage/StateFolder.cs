namespace GmailMcp.Storage;

/// <summary>Where the server keeps what must outlive it: the journal of sends, what can be undone, counts of the day. Each room has
/// a folder of its own in it.</summary>
/// <param name="Path">Null where nothing is kept (the demo).</param>
internal sealed record StateFolder(string? Path);
