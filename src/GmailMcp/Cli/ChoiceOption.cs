using System.CommandLine;
using System.CommandLine.Parsing;
using GmailMcp.Tools;

namespace GmailMcp.Cli;

/// <summary>An option that takes one of a few words. The parser's own complaint names a type of .NET; this one names the
/// words.</summary>
internal sealed class ChoiceOption<T> : Option<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Words =
        Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);

    public ChoiceOption(string name, T otherwise)
        : base(name)
    {
        DefaultValueFactory = _ => otherwise;
        CustomParser = Parse;
    }

    private T Parse(ArgumentResult result)
    {
        var given = result.Tokens[^1].Value; // the option takes one word, so there is one
        if (Words.TryGetValue(given, out var value))
        {
            return value;
        }

        var words = Words.Keys.ToList();
        result.AddError(
            $"{Name} must be {string.Join(", ", words[..^1])} or {words[^1]}; got \"{given}\".{NearMiss.Hint(given, words)}");
        return default;
    }
}
