using GmailMcp.Mailbox;

namespace GmailMcp.Tools;

/// <summary>Label arguments as models write them (names or ids) turned into ids.</summary>
internal static class LabelArguments
{
    // System labels have ids that are their names, always the same: no request is needed for them.
    // https://developers.google.com/workspace/gmail/api/guides/labels
    private static readonly HashSet<string> SystemIds =
    [
        "INBOX", "SPAM", "TRASH", "UNREAD", "STARRED", "IMPORTANT", "SENT", "DRAFT", "CHAT",
        "CATEGORY_PERSONAL", "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS",
    ];

    /// <summary>The ids of <paramref name="lists"/>, each list resolved by itself; costs a labels.list (1 unit) where the
    /// list is not kept, and another before a label is called unknown.</summary>
    /// <exception cref="ToolException">A label is unknown; the text names it and the near miss.</exception>
    public static async Task<IReadOnlyList<string>[]> ResolveAsync(
        LabelList labels, CancellationToken cancellationToken, params IReadOnlyList<string>?[] lists)
    {
        var resolved = new List<IReadOnlyList<string>>();
        foreach (var list in lists)
        {
            var ids = new List<string>();
            foreach (var label in list ?? [])
            {
                ids.Add(SystemIds.Contains(label) ? label : await IdOfAsync(labels, label, cancellationToken));
            }

            resolved.Add([.. ids.Distinct()]);
        }

        return [.. resolved];
    }

    private static async Task<string> IdOfAsync(LabelList labels, string label, CancellationToken cancellationToken)
    {
        var (found, all) = await labels.FindAsync(label, cancellationToken);
        return found?.Id ?? throw new ToolException(
            $"Label \"{label}\" does not exist, so nothing was changed."
            + NearMiss.Hint(label, all.All.Select(known => known.Name ?? ""))
            + " list_email_labels shows all labels; get_or_create_label makes a new one.");
    }
}
