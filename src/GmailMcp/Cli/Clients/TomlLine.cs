namespace GmailMcp.Cli.Clients;

/// <summary>A table's header or a setting.</summary>
/// <param name="Start">Where its line begins.</param>
/// <param name="End">Where it ends, values over several lines included; without the last line end.</param>
/// <param name="IsHeader">[a.b] or [[a.b]].</param>
/// <param name="IsList">[[a.b]].</param>
/// <param name="Path">The header's or the setting's name, cut at its dots.</param>
/// <param name="Value">The setting's value.</param>
internal sealed record TomlLine(int Start, int End, bool IsHeader, bool IsList, IReadOnlyList<string> Path, string Value)
{
    public bool IsBelow(params ReadOnlySpan<string> path) => Path.Count >= path.Length && Path.Take(path.Length).SequenceEqual(path.ToArray());
}
