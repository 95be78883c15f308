namespace GmailMcp.Cli.Clients;

/// <summary>What a client is told: the name under which it shows the server, and how it starts it.</summary>
/// <param name="Name">Letters, digits, hyphens and underscores, so that no format needs quotes for it.</param>
/// <param name="Command">The program's whole path.</param>
/// <param name="Arguments">What stands after it.</param>
internal sealed record ServerEntry(string Name, string Command, IReadOnlyList<string> Arguments);
