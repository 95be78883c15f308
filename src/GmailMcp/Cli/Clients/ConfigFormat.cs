namespace GmailMcp.Cli.Clients;

/// <summary>
/// One client's kind of file. It finds and changes one entry as text, so that everything else keeps its bytes: comments, order,
/// indentation, line ends. What it does not understand for certain it refuses, with line and column.
/// </summary>
internal abstract class ConfigFormat
{
    // Settings that say how a server is run or reached: of an entry that is replaced these go, the others stay.
    private static readonly string[] HowItRuns =
    [
        "type", "transport", "transportType", "source", "command", "cmd", "args", "cwd", "url", "uri", "serverUrl", "httpUrl", "headers",
        "http_headers", "requestOptions",
    ];

    private static readonly string[] Variables = ["env", "envs", "env_keys", "env_vars", "envFile"];

    /// <summary>The fence that a page of documentation puts around it.</summary>
    public abstract string Language { get; }

    /// <summary>The entry of this name; null when there is none.</summary>
    /// <exception cref="ConfigFileException">The text is broken or ambiguous.</exception>
    public abstract FoundEntry? Find(string text, string name);

    /// <summary>The names of all entries.</summary>
    /// <inheritdoc cref="Find" path="/exception"/>
    public abstract IReadOnlyList<string> Names(string text);

    /// <summary>A new entry as it would stand in this text.</summary>
    /// <inheritdoc cref="Find" path="/exception"/>
    public abstract string Render(string text, string name, IReadOnlyList<Field> fields);

    /// <summary>The text with an entry more. Takes what <see cref="Render"/> gave.</summary>
    /// <inheritdoc cref="Find" path="/exception"/>
    public abstract string Add(string text, string rendered);

    /// <summary>An entry with what must stand around it, for a file that has none.</summary>
    public virtual string Block(string rendered) => Add("", rendered);

    /// <summary>The entry with these fields in place of those that say how it runs.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="old">The entry.</param>
    /// <param name="fields">The new ones.</param>
    /// <param name="keepsVariables">Its environment variables stay.</param>
    public abstract string Merge(string text, string name, FoundEntry old, IReadOnlyList<Field> fields, bool keepsVariables);

    /// <summary>The text without the entry.</summary>
    public abstract string Remove(string text, string name, FoundEntry old);

    public static string Replace(string text, FoundEntry old, string rendered) =>
        string.Concat(text.AsSpan(0, old.Start), rendered, text.AsSpan(old.End));

    /// <summary>Whether a setting of an entry that is replaced stays.</summary>
    protected static bool Stays(string key, IReadOnlyList<Field> fields, bool keepsVariables) =>
        !HowItRuns.Contains(key, StringComparer.Ordinal)
        && !fields.Any(field => field.Key == key && !field.IsSoft)
        && (keepsVariables || !Variables.Contains(key, StringComparer.Ordinal));

    /// <summary>Those that are written: a soft one that stands there already is not.</summary>
    protected static IEnumerable<Field> Written(IReadOnlyList<Field> fields, IReadOnlyCollection<string> kept) =>
        fields.Where(field => !field.IsSoft || !kept.Contains(field.Key));

    /// <summary>How the text ends its lines: as its first one does.</summary>
    protected static string NewLineOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
    }

    /// <summary>The spaces and tabs that the line of this character begins with.</summary>
    protected static string IndentAt(string text, int position)
    {
        var start = LineStart(text, position);
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..end];
    }

    protected static int LineStart(string text, int position) =>
        position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
}
