namespace GmailMcp.Cli.Clients;

/// <summary>What a command would make of a client's file.</summary>
/// <param name="After">The whole text.</param>
/// <param name="Entry">The entry as it then stands there; empty where it is removed.</param>
/// <param name="Before">What stood there; null for nothing.</param>
/// <param name="Backup">The file that an earlier entry was taken from; null for none.</param>
internal sealed record Change(string After, string Entry, FoundEntry? Before, string? Backup = null);
