namespace GmailMcp.Cli.Clients;

/// <summary>A line of block YAML that begins something: a key, an item of a list, or both ("- name: x").</summary>
/// <param name="Start">Where the line begins.</param>
/// <param name="End">Where what it begins on this line ends, values over several lines included; without the last line end.</param>
/// <param name="Indent">The column of its first character.</param>
/// <param name="IsItem">It begins with a dash.</param>
/// <param name="KeyIndent">The column of its key; that of the first character where it has none.</param>
/// <param name="Key">Null where it has none.</param>
/// <param name="Value">What stands after the key (or the dash), comments left out.</param>
internal sealed record YamlLine(int Start, int End, int Indent, bool IsItem, int KeyIndent, string? Key, string Value);
