using System.Text.Json;
using GmailMcp.Storage;

namespace GmailMcp.Policy;

/// <summary>The operator's policy in one file: JSON, its owner's alone, and strict, because a setting that is misspelt would
/// otherwise protect nothing in silence.</summary>
internal static class PolicyFile
{
    public const int LargestCap = 1_000_000;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <param name="path">The file.</param>
    /// <param name="notice">Told, in a sentence, of loose permissions that were repaired.</param>
    /// <exception cref="PolicyException">There is none, others can change it, or something in it is wrong.</exception>
    public static PolicySettings Read(string path, Action<string> notice)
    {
        try
        {
            return OwnerOnlyFile.Read(path, notice, check: content => Parse(content, path)) is { } content
                ? Parse(content, path)
                : throw new PolicyException($"The policy file {path} is not there. Correct --policy FILE, or make the file.");
        }
        catch (Exception exception) when (exception is UnsafeFileException or IOException or UnauthorizedAccessException)
        {
            throw new PolicyException($"The policy file {path} is not used: {exception.Message}", exception);
        }
    }

    /// <exception cref="PolicyException">Something in it is wrong.</exception>
    public static PolicySettings Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return ReadAll(document.RootElement, path);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new PolicyException($"The policy file {path} is not JSON: {exception.Message}", exception);
        }
    }

    private static PolicySettings ReadAll(JsonElement root, string path)
    {
        var settings = new PolicySettings();
        foreach (var (name, value) in Members(root, path, ["profile", "readOnly", "confirm", "recipients", "caps"]))
        {
            settings = name switch
            {
                "profile" => settings with { Profile = Word<Profile>(value, Place(path, name)) },
                "readOnly" => settings with { IsReadOnly = Flag(value, Place(path, name)) },
                "confirm" => settings with { Confirm = Word<ConfirmMode>(value, Place(path, name)) },
                "recipients" => ReadRecipients(settings, value, path),
                _ => settings with { Caps = ReadCaps(value, path) },
            };
        }

        return settings;
    }

    private static PolicySettings ReadRecipients(PolicySettings settings, JsonElement recipients, string path)
    {
        var place = Place(path, "recipients");
        foreach (var (name, value) in Members(recipients, place, ["allow", "deny", "threadOnly"]))
        {
            settings = name switch
            {
                "allow" => settings with { Allowed = [Some(Patterns(value, Place(place, name)), Place(place, name))] },
                "deny" => settings with { Denied = Patterns(value, Place(place, name)) },
                _ => settings with { IsThreadOnly = Flag(value, Place(place, name)) },
            };
        }

        return settings;
    }

    private static Dictionary<CappedAct, int> ReadCaps(JsonElement caps, string path)
    {
        var place = Place(path, "caps");
        return Members(caps, place, ["send", "delete", "filter"]).ToDictionary(
            cap => Enum.Parse<CappedAct>(cap.Name, ignoreCase: true),
            cap => cap.Value.ValueKind == JsonValueKind.Number && cap.Value.TryGetInt32(out var number) && number is >= 0 and <= LargestCap
                ? number
                : throw new PolicyException($"{Place(place, cap.Name)} must be a whole number, 0 to {LargestCap}."));
    }

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element, string place, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new PolicyException($"{place} must be an object in braces.");
        }

        foreach (var member in element.EnumerateObject())
        {
            yield return known.Contains(member.Name)
                ? (member.Name, member.Value)
                : throw new PolicyException(
                    $"{place} has \"{member.Name}\", which is no setting. Known are {string.Join(", ", known)}.");
        }
    }

    private static T Word<T>(JsonElement value, string place)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .Where(known => value.ValueKind == JsonValueKind.String && value.ValueEquals(known.ToString().ToLowerInvariant()))
            .Select(known => (T?)known)
            .FirstOrDefault()
        ?? throw new PolicyException(
            $"{place} must be one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");

    private static bool Flag(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new PolicyException($"{place} must be true or false."),
    };

    private static IReadOnlyList<RecipientPattern> Patterns(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(entry => RecipientPattern.Parse(entry.GetString()!, place))] // not null: a string
            : throw new PolicyException($"{place} must be a list of addresses and domains, such as [\"example.com\"].");

    // An empty list could mean nobody or everybody: it is not guessed.
    private static IReadOnlyList<RecipientPattern> Some(IReadOnlyList<RecipientPattern> patterns, string place) =>
        patterns.Count > 0
            ? patterns
            : throw new PolicyException($"{place} is empty. Leave it out to allow every address, or name those that are allowed.");

    private static string Place(string outer, string name) => $"{outer}, {name}";
}
