using System.Collections.Frozen;

namespace Gmail.Emulator.Search;

/// <summary>The operators about where a message is and what state it is in: label:, in:, is:, has:,
/// category:.</summary>
internal static class Places
{
    private static readonly FrozenDictionary<string, string> SystemLabels = new Dictionary<string, string>
    {
        ["inbox"] = "INBOX",
        ["spam"] = "SPAM",
        ["trash"] = "TRASH",
        ["bin"] = "TRASH",
        ["sent"] = "SENT",
        ["draft"] = "DRAFT",
        ["drafts"] = "DRAFT",
        ["unread"] = "UNREAD",
        ["starred"] = "STARRED",
        ["important"] = "IMPORTANT",
        ["chat"] = "CHAT",
        ["chats"] = "CHAT",
        ["snoozed"] = "SNOOZED",
        ["muted"] = "MUTED",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> StarColours = FrozenSet.Create(
        "ORANGE_STAR", "RED_STAR", "PURPLE_STAR", "BLUE_STAR", "GREEN_STAR", "RED_BANG", "ORANGE_GUILLEMET",
        "YELLOW_BANG", "GREEN_CHECK", "BLUE_INFO", "PURPLE_QUESTION");

    private static readonly string[] TabCategories =
        ["CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS"];

    public static Condition Label(string value) =>
        SystemLabels.TryGetValue(value, out var labelId)
            ? HasLabel(labelId)
            : candidate => HasUserLabel(candidate, value);

    public static Condition In(string value) => value.ToLowerInvariant() switch
    {
        "anywhere" => _ => true,
        "archive" => candidate => !candidate.Message.LabelIds.Overlaps(["INBOX", "SENT", "DRAFT", "SPAM", "TRASH"]),
        _ => Label(value),
    };

    public static Condition? Is(string value)
    {
        if (value.Equals("read", StringComparison.OrdinalIgnoreCase))
        {
            return candidate => !candidate.Has("UNREAD");
        }

        return SystemLabels.TryGetValue(value, out var labelId) ? HasLabel(labelId) : null;
    }

    public static Condition? Has(string value) => value.ToLowerInvariant() switch
    {
        "attachment" => candidate => candidate.Text.HasAttachment,
        "drive" => candidate => candidate.Text.Links(LinkedContent.Drive),
        "document" => candidate => candidate.Text.Links(LinkedContent.Document),
        "spreadsheet" => candidate => candidate.Text.Links(LinkedContent.Spreadsheet),
        "presentation" => candidate => candidate.Text.Links(LinkedContent.Presentation),
        "youtube" => candidate => candidate.Text.Links(LinkedContent.YouTube),
        "userlabels" => HasUserLabels,
        "nouserlabels" => candidate => !HasUserLabels(candidate),
        // The ordinary star has no label of its own beside STARRED.
        "yellow-star" => candidate => candidate.Has("STARRED") && !candidate.Message.LabelIds.Overlaps(StarColours),
        var star when StarColours.Contains(star.Replace('-', '_').ToUpperInvariant()) =>
            HasLabel(star.Replace('-', '_').ToUpperInvariant()),
        _ => null,
    };

    public static Condition? Category(string value) => value.ToLowerInvariant() switch
    {
        // "Primary: emails from people you know and messages that don't appear in other tabs."
        "primary" => candidate => candidate.Has("CATEGORY_PERSONAL")
            || (candidate.Has("INBOX") && !candidate.Message.LabelIds.Overlaps(TabCategories)),
        "social" or "promotions" or "updates" or "forums" or "reservations" or "purchases" =>
            HasLabel("CATEGORY_" + value.ToUpperInvariant()),
        _ => null,
    };

    private static Condition HasLabel(string labelId) => candidate => candidate.Has(labelId);

    private static bool HasUserLabels(Candidate candidate) =>
        candidate.Message.LabelIds.Any(labelId => labelId.StartsWith("Label_", StringComparison.Ordinal));

    private static bool HasUserLabel(Candidate candidate, string name)
    {
        var labelIdByName = candidate.Context.LabelIdByName;
        if (labelIdByName(name) is { } labelId)
        {
            return candidate.Has(labelId);
        }

        var hyphenated = Hyphenated(name);
        return candidate.Context.LabelNames
            .Where(other => Hyphenated(other) == hyphenated)
            .Any(other => labelIdByName(other) is { } otherId && candidate.Has(otherId));
    }

    /// <summary>Gmail writes a label in a query with hyphens for blanks and strokes: "My family" is
    /// label:my-family.</summary>
    private static string Hyphenated(string name) => string.Create(name.Length, name, (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = char.IsLetterOrDigit(from[i]) || from[i] == '_' ? char.ToLowerInvariant(from[i]) : '-';
        }
    });
}
