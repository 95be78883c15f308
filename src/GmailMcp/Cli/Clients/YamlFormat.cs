using System.Text.RegularExpressions;

namespace GmailMcp.Cli.Clients;

/// <summary>
/// Block YAML: entries are the keys below one key of the root, or the items of the list below it, each with its own "name".
/// </summary>
/// <param name="container">The key of the root.</param>
/// <param name="isList">Entries are items with a name.</param>
/// <param name="preamble">What a new file begins with.</param>
internal sealed partial class YamlFormat(string container, bool isList, string preamble = "") : ConfigFormat
{
    public override string Language => "yaml";

    public override FoundEntry? Find(string text, string name)
    {
        var found = Entries(text).Where(entry => entry.Name == name).ToList();
        if (found.Count == 0)
        {
            return null;
        }

        if (found.Count > 1)
        {
            throw ConfigFileException.At(text, found[1].Lines[0].Start, $"\"{name}\" stands here a second time. Leave one of them.");
        }

        var entry = found[0];
        RefuseUnusual(text, entry);
        var fields = Fields(entry);
        var command = fields.FirstOrDefault(field => field.Key is "cmd" or "command");
        return new FoundEntry(
            entry.Lines[0].Start, entry.Lines[^1].End, command is null ? null : Scalar(command.Value), Arguments(entry));
    }

    public override IReadOnlyList<string> Names(string text) => [.. Entries(text).Select(entry => entry.Name ?? "")];

    public override string Render(string text, string name, IReadOnlyList<Field> fields)
    {
        var indent = ChildIndent(text);
        return Block(text, name, fields.Select(field => $"{field.Key}: {field.Value}"), indent, indent + (isList ? 2 : Unit(text)));
    }

    public override string Add(string text, string rendered)
    {
        var newLine = NewLineOf(text);
        var lines = YamlLines.Read(text);
        if (FindContainer(text, lines) is not { } parent)
        {
            var start = text.Trim('\uFEFF', ' ', '\t', '\r', '\n').Length == 0 ? text.TrimEnd('\r', '\n', ' ') + preamble : text;
            var separator = start.Length == 0 || start[^1] is '\n' or '\uFEFF' ? "" : newLine;
            return $"{start}{separator}{container}:{newLine}{rendered}{(start.Length == 0 || start[^1] is '\n' or '\uFEFF' ? newLine : "")}";
        }

        var children = Children(lines, parent);
        if (children.Count > 0)
        {
            return text.Insert(children[^1].End, newLine + rendered);
        }

        // "extensions: {}": what stands for nothing makes place.
        var empty = parent.Value.Length > 0 ? text.IndexOf(parent.Value, parent.Start + container.Length, StringComparison.Ordinal) : -1;
        var bare = empty < 0 ? text : text.Remove(empty, parent.Value.Length);
        var end = bare.IndexOf('\n', parent.Start);
        end = end < 0 ? bare.Length : end > 0 && bare[end - 1] == '\r' ? end - 1 : end;
        return bare.Insert(end, newLine + rendered);
    }

    public override string Block(string rendered) => $"{container}:\n{rendered}\n";

    public override string Merge(string text, string name, FoundEntry old, IReadOnlyList<Field> fields, bool keepsVariables)
    {
        var entry = Entries(text).Single(candidate => candidate.Lines[0].Start == old.Start);
        var found = Fields(entry);
        var kept = found.Where(field => field.Key is not null && Stays(field.Key, fields, keepsVariables)).ToList();
        var keyIndent = found.Count > 0 ? found[0].KeyIndent : entry.Lines[0].Indent + 2;
        return Block(
            text,
            name,
            Written(fields, [.. kept.Select(field => field.Key!)]).Select(field => $"{field.Key}: {field.Value}") // kept ones have keys
                .Concat(kept.Select(field => Raw(text, entry, field, keyIndent))),
            entry.Lines[0].Indent,
            keyIndent);
    }

    public override string Remove(string text, string name, FoundEntry old)
    {
        var lines = YamlLines.Read(text);
        var parent = FindContainer(text, lines)!; // it was found there
        var isOnly = Entries(text).Count == 1;
        var start = isOnly ? parent.Start : old.Start;
        var end = text.IndexOf('\n', old.End);
        return end >= 0 ? text.Remove(start, end + 1 - start)
            : text[..start].TrimEnd('\r', '\n');
    }

    private List<Entry> Entries(string text)
    {
        var lines = YamlLines.Read(text);
        if (FindContainer(text, lines) is not { } parent)
        {
            return [];
        }

        var children = Children(lines, parent);
        var entries = new List<Entry>();
        foreach (var line in children)
        {
            if (line.Indent < children[0].Indent || (line.Indent == children[0].Indent && line.IsItem != isList))
            {
                throw ConfigFileException.At(text, line.Start + line.Indent, $"this line does not fit into the {(isList ? "list" : "keys")} of \"{container}\".");
            }

            if (line.Indent == children[0].Indent)
            {
                entries.Add(new Entry(isList ? null : line.Key, []));
            }

            entries[^1].Lines.Add(line);
        }

        return isList
            ? [.. entries.Select(entry => entry with { Name = Fields(entry).FirstOrDefault(field => field.Key == "name") is { } name ? Scalar(name.Value) : null })]
            : entries;
    }

    private YamlLine? FindContainer(string text, IReadOnlyList<YamlLine> lines)
    {
        var found = lines.Where(line => line is { Indent: 0, IsItem: false } && line.Key == container).ToList();
        if (found.Count > 1)
        {
            throw ConfigFileException.At(text, found[1].Start, $"\"{container}\" stands here a second time. Leave one of them.");
        }

        if (lines.FirstOrDefault(line => line is { Indent: 0, IsItem: false, Key: null }) is { } odd)
        {
            throw ConfigFileException.At(text, odd.Start, "this line is no \"key: value\". Correct it, or change the file by hand.");
        }

        var parent = found.FirstOrDefault();
        return parent is null or { Value: "" or "{}" or "[]" or "null" or "~" } ? parent : throw ConfigFileException.At(
            text, parent.Start, $"\"{container}\" is not written as a block, one entry below the other; change it by hand.");
    }

    // Items of a list may stand in the column of their key.
    private static List<YamlLine> Children(IReadOnlyList<YamlLine> lines, YamlLine parent) =>
        [.. lines.SkipWhile(line => line != parent).Skip(1).TakeWhile(line => line.Indent > 0 || line.IsItem)];

    // The settings of an entry: of a list's item the first one stands behind the dash.
    private List<YamlLine> Fields(Entry entry)
    {
        var own = isList && entry.Lines[0].Key is not null ? entry.Lines : entry.Lines[1..];
        return own.Count == 0 ? [] : [.. own.Where(line => line.KeyIndent == own[0].KeyIndent)];
    }

    private void RefuseUnusual(string text, Entry entry)
    {
        var first = entry.Lines[0];
        if ((isList ? first.Key is null && first.Value.Length > 0 : first.Value.Length > 0) || Fields(entry).Exists(field => field.Key is null))
        {
            throw ConfigFileException.At(
                text, first.Start + first.Indent, "this entry is not written as a block, one setting below the other; change it by hand.");
        }
    }

    private static IReadOnlyList<string>? Arguments(Entry entry)
    {
        var index = entry.Lines.FindIndex(line => line.Key == "args");
        if (index < 0)
        {
            return null;
        }

        var line = entry.Lines[index];
        var items = entry.Lines.Skip(index + 1).TakeWhile(item => item.IsItem && item.Key is null).Select(item => Scalar(item.Value)).ToList();
        return line.Value.Length > 0 ? Field.List(line.Value) : items.Contains(null) ? null : [.. items.OfType<string>()];
    }

    // With what belongs to it, up to the next setting.
    private static string Raw(string text, Entry entry, YamlLine field, int keyIndent)
    {
        var last = entry.Lines.SkipWhile(line => line != field).Skip(1).TakeWhile(line => line.KeyIndent > keyIndent || line.IsItem)
            .LastOrDefault() ?? field;
        return text[(field.Start + field.KeyIndent)..last.End];
    }

    private string Block(string text, string name, IEnumerable<string> settings, int indent, int keyIndent)
    {
        var newLine = NewLineOf(text);
        var gap = newLine + new string(' ', keyIndent);
        return isList
            ? $"{new string(' ', indent)}-{new string(' ', keyIndent - indent - 1)}{string.Join(gap, settings)}"
            : $"{new string(' ', indent)}{name}:{gap}{string.Join(gap, settings)}";
    }

    private int ChildIndent(string text)
    {
        var lines = YamlLines.Read(text);
        var children = FindContainer(text, lines) is { } parent ? Children(lines, parent) : [];
        return children.Count > 0 ? children[0].Indent : Unit(text);
    }

    private static int Unit(string text)
    {
        var first = YamlLines.Read(text).FirstOrDefault(line => line.Indent > 0);
        return first is { Indent: <= 8 } ? first.Indent : 2;
    }

    // Plain, in single or in double quotes; null for what is none of these.
    private static string? Scalar(string value) =>
        value.StartsWith('"') ? Field.Unquote(value)
        : value.Length > 1 && value.StartsWith('\'') && value.EndsWith('\'') ? value[1..^1].Replace("''", "'", StringComparison.Ordinal)
        : PlainScalar().IsMatch(value) ? value
        : null;

    [GeneratedRegex(@"\A[^\[\]{}""'|>&*!%@`#,][^#]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex PlainScalar();

    private sealed record Entry(string? Name, List<YamlLine> Lines);
}
