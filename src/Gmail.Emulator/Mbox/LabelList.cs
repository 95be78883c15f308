using System.Collections.Frozen;
using System.Text;

namespace Gmail.Emulator.Mbox;

/// <summary>Takeout's list of labels: names between commas, in quotation marks where a name holds a comma.</summary>
internal static class LabelList
{
    // Takeout writes the names that the English web interface shows. "Opened" and "Archived" tell the absence of a
    // label.
    private static readonly FrozenDictionary<string, string?> SystemLabels = new Dictionary<string, string?>
    {
        ["Inbox"] = "INBOX",
        ["Unread"] = "UNREAD",
        ["Sent"] = "SENT",
        ["Draft"] = "DRAFT",
        ["Drafts"] = "DRAFT",
        ["Spam"] = "SPAM",
        ["Trash"] = "TRASH",
        ["Bin"] = "TRASH",
        ["Starred"] = "STARRED",
        ["Important"] = "IMPORTANT",
        ["Chat"] = "CHAT",
        ["Muted"] = "MUTED",
        ["Snoozed"] = "SNOOZED",
        ["Opened"] = null,
        ["Archived"] = null,
        ["Category Personal"] = "CATEGORY_PERSONAL",
        ["Category Social"] = "CATEGORY_SOCIAL",
        ["Category Promotions"] = "CATEGORY_PROMOTIONS",
        ["Category Updates"] = "CATEGORY_UPDATES",
        ["Category Forums"] = "CATEGORY_FORUMS",
        ["Category Purchases"] = "CATEGORY_PURCHASES",
        ["Category Reservations"] = "CATEGORY_RESERVATIONS",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Read(string list)
    {
        var labels = new List<string>();
        foreach (var name in Fields(list))
        {
            var label = SystemLabels.TryGetValue(name, out var labelId) ? labelId : name;
            if (label is { Length: > 0 } && !labels.Contains(label))
            {
                labels.Add(label);
            }
        }

        return labels;
    }

    /// <summary>RFC 4180 §2: a quotation mark inside a quoted field is doubled.</summary>
    private static IEnumerable<string> Fields(string list)
    {
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '"' && isQuoted && i + 1 < list.Length && list[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (list[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (list[i] == ',' && !isQuoted)
            {
                yield return field.ToString().Trim();
                field.Clear();
            }
            else
            {
                field.Append(list[i]);
            }
        }

        yield return field.ToString().Trim();
    }
}
