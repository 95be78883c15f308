namespace GmailMcp.Cli.Clients;

/// <summary>An entry of a client's file, and where in the text it stands.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Command">What it starts; null where it starts nothing, or that could not be read.</param>
/// <param name="Arguments">What stands after the command; null where that could not be read.</param>
internal sealed record FoundEntry(int Start, int End, string? Command, IReadOnlyList<string>? Arguments)
{
    public string Raw(string text) => text[Start..End];

    /// <summary>What it starts, in words.</summary>
    public string Words => Command is null ? "no command" : string.Join(' ', [Command, .. Arguments ?? []]);
}
