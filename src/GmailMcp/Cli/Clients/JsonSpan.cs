namespace GmailMcp.Cli.Clients;

/// <summary>A value of a JSON text and where it stands.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Members">What it holds; null when it is no object.</param>
/// <param name="ContentEnd">In an object: the end of its last value or comment.</param>
/// <param name="HasTrailingComma">In an object: whether a comma follows its last member.</param>
internal sealed record JsonSpan(
    int Start, int End, IReadOnlyList<JsonMember>? Members = null, int ContentEnd = 0, bool HasTrailingComma = false)
{
    public JsonMember? Find(string text, string key)
    {
        var found = (Members ?? []).Where(member => member.Key == key).ToList();
        return found.Count < 2 ? found.FirstOrDefault() : throw ConfigFileException.At(
            text, found[1].Start, $"\"{key}\" stands here a second time, and readers differ in which one counts. Leave one of them.");
    }
}

/// <summary>A name and its value.</summary>
/// <param name="Key">The name.</param>
/// <param name="Start">The quote before it.</param>
/// <param name="Value">The value.</param>
internal sealed record JsonMember(string Key, int Start, JsonSpan Value);
