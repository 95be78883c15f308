namespace GmailMcp.Cli.Clients;

/// <summary>TOML: an entry is the table [container.name] and the tables below it.</summary>
/// <param name="container">The table that holds the entries.</param>
internal sealed class TomlFormat(string container) : ConfigFormat
{
    public override string Language => "toml";

    public override FoundEntry? Find(string text, string name)
    {
        var lines = Lines(text);
        var first = Headers(lines, name).FirstOrDefault();
        if (first is null)
        {
            return null;
        }

        var own = Own(lines, first, name);
        var stray = Headers(lines, name).FirstOrDefault(header => !own.Contains(header));
        if (stray is not null)
        {
            throw ConfigFileException.At(
                text, stray.Start, $"the tables of \"{name}\" stand apart. Put them together, or change the file by hand.");
        }

        if (first.Path.Count > 2)
        {
            throw ConfigFileException.At(text, first.Start, $"[{container}.{name}] is missing before this table.");
        }

        var fields = Fields(own);
        var command = fields.FirstOrDefault(field => field.Path[0] == "command");
        var arguments = fields.FirstOrDefault(field => field.Path[0] == "args");
        return new FoundEntry(first.Start, own[^1].End, Scalar(command?.Value), arguments is null ? null : List(arguments.Value));
    }

    public override IReadOnlyList<string> Names(string text) =>
        [.. Lines(text).Where(line => line.IsHeader && line.Path.Count > 1 && line.Path[0] == container).Select(line => line.Path[1]).Distinct()];

    public override string Render(string text, string name, IReadOnlyList<Field> fields) =>
        string.Join(NewLineOf(text), [$"[{container}.{name}]", .. fields.Select(field => $"{field.Key} = {field.Value}")]);

    // After the last of its kind, or at the end.
    public override string Add(string text, string rendered)
    {
        var newLine = NewLineOf(text);
        var lines = Lines(text);
        var last = lines.LastOrDefault(line => line.IsHeader && line.IsBelow(container));
        if (last is null)
        {
            var isEmpty = text.Trim('\uFEFF', ' ', '\t', '\r', '\n').Length == 0;
            return isEmpty ? $"{text.TrimEnd('\r', '\n', ' ')}{rendered}{newLine}"
                : text.EndsWith('\n') ? $"{text}{newLine}{rendered}{newLine}"
                : $"{text}{newLine}{newLine}{rendered}";
        }

        var end = lines.SkipWhile(line => line != last).Skip(1).TakeWhile(line => !line.IsHeader).LastOrDefault(last).End;
        var lineEnd = text.IndexOf('\n', end);
        lineEnd = lineEnd < 0 ? text.Length : lineEnd > 0 && text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        return text.Insert(lineEnd, $"{newLine}{newLine}{rendered}");
    }

    public override string Merge(string text, string name, FoundEntry old, IReadOnlyList<Field> fields, bool keepsVariables)
    {
        var lines = Lines(text);
        var own = Own(lines, lines.First(line => line.Start == old.Start), name);
        var kept = Fields(own).Where(field => Stays(field.Path[0], fields, keepsVariables)).ToList();
        var below = own.SkipWhile((line, index) => index == 0 || !line.IsHeader).ToList();
        var newLine = NewLineOf(text);
        var parts = new[] { text[own[0].Start..own[0].End] }
            .Concat(Written(fields, [.. kept.Select(field => field.Path[0])]).Select(field => $"{field.Key} = {field.Value}"))
            .Concat(kept.Select(field => text[field.Start..field.End]));
        return string.Concat(string.Join(newLine, parts), Below(text, below, fields, keepsVariables, newLine));
    }

    public override string Remove(string text, string name, FoundEntry old)
    {
        var end = text.IndexOf('\n', old.End);
        var start = old.Start;
        if (end < 0)
        {
            return text[..start].TrimEnd('\r', '\n');
        }

        // The empty line before it came with it.
        var before = text[..start];
        var gap = before.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? 2 : before.EndsWith("\n\n", StringComparison.Ordinal) ? 1 : 0;
        return text.Remove(start - gap, end + 1 - start + gap);
    }

    // The tables below the entry, such as its variables.
    private static string Below(string text, List<TomlLine> below, IReadOnlyList<Field> fields, bool keepsVariables, string newLine)
    {
        var result = "";
        for (var index = 0; index < below.Count; index++)
        {
            if (!below[index].IsHeader)
            {
                continue;
            }

            var end = below.Skip(index + 1).TakeWhile(line => !line.IsHeader).LastOrDefault(below[index]).End;
            if (Stays(below[index].Path[2], fields, keepsVariables))
            {
                result += $"{newLine}{newLine}{text[below[index].Start..end]}";
            }
        }

        return result;
    }

    private IReadOnlyList<TomlLine> Lines(string text)
    {
        var lines = TomlLines.Read(text);
        TomlLine? table = null;
        TomlLine? odd = null;
        foreach (var line in lines)
        {
            table = line.IsHeader ? line : table;
            var isOdd = line.IsHeader ? line.IsList && line.IsBelow(container)
                : table is null ? line.Path[0] == container
                : table.Path.Count == 1 && table.Path[0] == container;
            odd ??= isOdd ? line : null;
        }

        return odd is null ? lines : throw ConfigFileException.At(
            text, odd.Start, $"the servers are not written as tables [{container}.NAME]; change the file by hand.");
    }

    private List<TomlLine> Headers(IReadOnlyList<TomlLine> lines, string name) =>
        [.. lines.Where(line => line.IsHeader && line.IsBelow(container, name))];

    // Its header, settings and the tables below it, as far as they follow each other.
    private List<TomlLine> Own(IReadOnlyList<TomlLine> lines, TomlLine first, string name) =>
        [.. lines.SkipWhile(line => line != first).TakeWhile(line => !line.IsHeader || line.IsBelow(container, name))];

    private static List<TomlLine> Fields(List<TomlLine> own) => [.. own.Skip(1).TakeWhile(line => !line.IsHeader)];

    private static string? Scalar(string? value) =>
        value is null || value.StartsWith("\"\"\"", StringComparison.Ordinal) || value.StartsWith("'''", StringComparison.Ordinal) ? null
        : value.StartsWith('\'') ? value.Trim('\'')
        : Field.Unquote(value);

    // Strings in single quotes take no escapes, so they only need other quotes.
    private static IReadOnlyList<string>? List(string value) => Field.List(value)
        ?? (value.Contains('"') || value.Contains('\\') ? null : Field.List(value.Replace('\'', '"')));
}
