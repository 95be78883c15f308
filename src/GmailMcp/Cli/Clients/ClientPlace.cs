namespace GmailMcp.Cli.Clients;

/// <summary>Where a client's file is or would be.</summary>
/// <param name="Path">The file.</param>
/// <param name="Folder">A folder that is there where the client is.</param>
internal sealed record ClientPlace(string Path, string Folder);
