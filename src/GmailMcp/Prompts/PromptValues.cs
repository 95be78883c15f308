using System.Globalization;
using System.Text.Json;
using ModelContextProtocol;

namespace GmailMcp.Prompts;

/// <summary>What the person filled in, checked.</summary>
internal sealed class PromptValues(PromptDefinition prompt, IDictionary<string, JsonElement>? given)
{
    private const int Longest = 1000;

    /// <summary>One line of text; null when left out.</summary>
    /// <exception cref="McpProtocolException">It is missing and required, too long, or no text.</exception>
    public string? Text(string name)
    {
        var isRequired = prompt.Arguments.First(field => field.Name == name).IsRequired;
        if (given is null || !given.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return isRequired ? throw Wrong($"needs the argument \"{name}\"") : null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong($"takes \"{name}\" as a string");
        }

        var text = string.Concat(value.GetString()!.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim(); // a string is no null
        return text.Length switch
        {
            0 => isRequired ? throw Wrong($"needs the argument \"{name}\"") : null,
            > Longest => throw Wrong($"takes at most {Longest} characters as \"{name}\""),
            _ => text,
        };
    }

    /// <summary>A number of days, 1 to 365.</summary>
    public int Days(int usual) => Text("days") is not { } text
        ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 365
            ? days
            : throw Wrong($"takes \"days\" as a number from 1 to 365; got \"{(text.Length <= 40 ? text : text[..37] + "...")}\"");

    /// <summary>The search for mail of a label, the inbox when none is named.</summary>
    public string Place() => Text("label") is { } label
        ? $"label:\"{label.Replace("\"", "", StringComparison.Ordinal)}\""
        : "in:inbox";

    private McpProtocolException Wrong(string what) => new($"The prompt {prompt.Name} {what}.", McpErrorCode.InvalidParams);
}
