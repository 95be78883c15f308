namespace GmailMcp.Cli.Clients;

/// <summary>JSON with or without comments: entries are the members of one object of the root.</summary>
/// <param name="container">That object's name.</param>
internal sealed class JsonFormat(string container) : ConfigFormat
{
    public override string Language => "json";

    public override FoundEntry? Find(string text, string name)
    {
        if (IsEmpty(text) || Container(text, Root(text))?.Value.Find(text, name) is not { } entry)
        {
            return null;
        }

        if (entry.Value.Members is null)
        {
            throw ConfigFileException.At(text, entry.Value.Start, $"the entry \"{name}\" is no object. Correct or remove it.");
        }

        return new FoundEntry(
            entry.Start,
            entry.Value.End,
            Raw(text, entry.Value, "command") is { } command ? Field.Unquote(command) : null,
            Raw(text, entry.Value, "args") is { } arguments ? Field.List(arguments) : null);
    }

    public override IReadOnlyList<string> Names(string text) =>
        IsEmpty(text) ? [] : [.. (Container(text, Root(text))?.Value.Members ?? []).Select(member => member.Key)];

    public override string Render(string text, string name, IReadOnlyList<Field> fields)
    {
        var layout = Layout(text);
        return Member(name, fields.Select(field => (field.Key, field.Value)), layout);
    }

    public override string Add(string text, string rendered)
    {
        if (IsEmpty(text))
        {
            return $"{(text.StartsWith('\uFEFF') ? "\uFEFF" : "")}{{\n  \"{container}\": {{\n    {rendered}\n  }}\n}}\n";
        }

        var root = Root(text);
        var layout = Layout(text);
        if (Container(text, root) is { } found)
        {
            return AddMember(text, found.Value, rendered, layout);
        }

        var member = layout.IsCompact
            ? $"\"{container}\": {{ {rendered} }}"
            : $"\"{container}\": {{{layout.NewLine}{layout.Indent}{rendered}{layout.NewLine}{layout.Outer}}}";
        return AddMember(text, root, member, layout with { Indent = layout.Outer, Outer = "" });
    }

    public override string Merge(string text, string name, FoundEntry old, IReadOnlyList<Field> fields, bool keepsVariables)
    {
        var entry = Container(text, Root(text))!.Value.Find(text, name)!; // it was found there
        var kept = entry.Value.Members!.Where(member => Stays(member.Key, fields, keepsVariables)).ToList();
        var layout = Layout(text);
        var inner = entry.Value.Members!.Select(member => IndentIfFirst(text, member.Start)).FirstOrDefault(indent => indent is not null);
        return Member(
            name,
            Written(fields, [.. kept.Select(member => member.Key)]).Select(field => (field.Key, field.Value))
                .Concat(kept.Select(member => (member.Key, text[member.Value.Start..member.Value.End]))),
            layout,
            inner);
    }

    public override string Remove(string text, string name, FoundEntry old)
    {
        var siblings = Container(text, Root(text))!.Value; // it was found there
        var members = siblings.Members!;
        var index = members.ToList().FindIndex(member => member.Start == old.Start);
        if (members.Count == 1)
        {
            var alone = siblings.ContentEnd == old.End && IsBlank(text, siblings.Start + 1, old.Start)
                && IsBlank(text, siblings.HasTrailingComma ? text.IndexOf(',', old.End) + 1 : old.End, siblings.End - 1);
            return alone
                ? text.Remove(siblings.Start + 1, siblings.End - siblings.Start - 2)
                : CutWithComma(text, old, siblings);
        }

        return index == members.Count - 1 && !siblings.HasTrailingComma
            ? CutLast(text, members[index - 1].Value.End, old)
            : CutWithComma(text, old, siblings);
    }

    // The comma before it goes too; a comment between the two stays.
    private static string CutLast(string text, int before, FoundEntry old)
    {
        var comma = CommaAfter(text, before);
        var start = WhitespaceBefore(text, old.Start);
        return start <= comma
            ? text.Remove(comma, old.End - comma)
            : text.Remove(start, old.End - start).Remove(comma, 1);
    }

    private static string CutWithComma(string text, FoundEntry old, JsonSpan siblings)
    {
        var end = siblings.Members!.Count > 1 || siblings.HasTrailingComma ? CommaAfter(text, old.End) + 1 : old.End;
        var start = WhitespaceBefore(text, old.Start);
        return text.Remove(start, end - start);
    }

    private static int WhitespaceBefore(string text, int position)
    {
        while (position > 0 && char.IsWhiteSpace(text[position - 1]))
        {
            position--;
        }

        return position;
    }

    // The reader has accepted the text, so there is one; comments may stand before it.
    private static int CommaAfter(string text, int position)
    {
        while (text[position] != ',')
        {
            position = text[position] != '/' ? position + 1
                : text[position + 1] == '/' ? text.IndexOf('\n', position)
                : text.IndexOf("*/", position + 2, StringComparison.Ordinal) + 2;
        }

        return position;
    }

    private static bool IsBlank(string text, int start, int end) => text.AsSpan(start, end - start).IsWhiteSpace();

    // A comma after the last value, and the member after what stands last: a comment keeps its line.
    private static string AddMember(string text, JsonSpan parent, string member, JsonLayout layout)
    {
        if (parent.Members!.Count == 0)
        {
            return parent.ContentEnd > parent.Start + 1
                ? text.Insert(parent.ContentEnd, $"{layout.NewLine}{layout.Indent}{member}")
                : string.Concat(
                    text.AsSpan(0, parent.Start + 1),
                    layout.IsCompact ? $" {member} " : $"{layout.NewLine}{layout.Indent}{member}{layout.NewLine}{layout.Outer}",
                    text.AsSpan(parent.End - 1));
        }

        var isInline = layout.IsCompact || !text.AsSpan(parent.Start, parent.End - parent.Start).Contains('\n');
        var gap = isInline ? " " : layout.NewLine + layout.Indent;
        var last = parent.Members[^1].Value.End;
        if (parent.HasTrailingComma)
        {
            var after = Math.Max(parent.ContentEnd, CommaAfter(text, last) + 1);
            return text.Insert(after, $"{gap}{member},");
        }

        return text.Insert(parent.ContentEnd, $"{gap}{member}").Insert(last, ",");
    }

    private static string Member(
        string name, IEnumerable<(string Key, string Value)> fields, JsonLayout layout, string? inner = null)
    {
        var parts = fields.Select(field => $"\"{field.Key}\": {field.Value}");
        inner ??= layout.Indent + layout.Unit;
        return layout.IsCompact
            ? $"\"{name}\": {{ {string.Join(", ", parts)} }}"
            : $"\"{name}\": {{{layout.NewLine}{inner}{string.Join($",{layout.NewLine}{inner}", parts)}{layout.NewLine}{layout.Indent}}}";
    }

    private JsonLayout Layout(string text)
    {
        if (IsEmpty(text))
        {
            return new JsonLayout("\n", "  ", "  ", "    ", IsCompact: false);
        }

        var root = Root(text);
        var unit = root.Members!.Select(member => IndentIfFirst(text, member.Start)).FirstOrDefault(indent => indent is { Length: > 0 }) ?? "  ";
        var found = Container(text, root);
        var outer = found is null ? unit : IndentAt(text, found.Start);
        var indent = (found?.Value.Members ?? []).Select(member => IndentIfFirst(text, member.Start)).LastOrDefault(of => of is not null);
        return new JsonLayout(
            NewLineOf(text),
            unit,
            outer,
            indent ?? outer + unit,
            IsCompact: root.Members!.Count > 0 && !text.AsSpan(root.Start, root.End - root.Start).Contains('\n'));
    }

    // Null where something else stands before it on its line.
    private static string? IndentIfFirst(string text, int position)
    {
        var start = LineStart(text, position);
        return IsBlank(text, start, position) ? text[start..position] : null;
    }

    private static bool IsEmpty(string text) => text.AsSpan().TrimStart('\uFEFF').IsWhiteSpace();

    private static JsonSpan Root(string text)
    {
        var root = JsonPositions.Read(text);
        return root.Members is not null ? root : throw ConfigFileException.At(text, root.Start, "the file holds no object { … }.");
    }

    private JsonMember? Container(string text, JsonSpan root)
    {
        var found = root.Find(text, container);
        return found is null || found.Value.Members is not null ? found : throw ConfigFileException.At(
            text, found.Value.Start, $"\"{container}\" is no object. Correct or remove it.");
    }

    private static string? Raw(string text, JsonSpan entry, string key) =>
        entry.Find(text, key) is { } member ? text[member.Value.Start..member.Value.End] : null;

    /// <summary>How the file is laid out around the entry.</summary>
    private sealed record JsonLayout(string NewLine, string Unit, string Outer, string Indent, bool IsCompact);
}
