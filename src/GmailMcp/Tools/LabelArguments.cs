using Gmail;
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

    /// <summary>The ids of <paramref name="lists"/>, each list resolved by itself; costs at most one labels.list (1 unit).</summary>
    /// <exception cref="ToolException">A label is unknown; the text names it and the near miss.</exception>
    public static async Task<IReadOnlyList<string>[]> ResolveAsync(
        GmailClient gmail, CancellationToken cancellationToken, params IReadOnlyList<string>?[] lists)
    {
        LabelNames? names = null;
        if (lists.Any(list => list?.Any(label => !SystemIds.Contains(label)) == true))
        {
            names = await LabelNames.LoadAsync(gmail, cancellationToken);
        }

        return [.. lists.Select(list => Resolve(list ?? [], names))];
    }

    private static List<string> Resolve(IReadOnlyList<string> list, LabelNames? names) =>
        [.. list.Select(label => SystemIds.Contains(label) ? label : IdOf(label, names!)).Distinct()]; // loaded above

    private static string IdOf(string label, LabelNames names) =>
        names.Find(label)?.Id ?? throw new ToolException(
            $"Label \"{label}\" does not exist, so nothing was changed."
            + NearMiss.Hint(label, names.All.Select(known => known.Name ?? ""))
            + " list_email_labels shows all labels; get_or_create_label makes a new one.");
}
