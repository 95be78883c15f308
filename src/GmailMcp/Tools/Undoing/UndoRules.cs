using Gmail.Settings;
using GmailMcp.Mailbox;
using GmailMcp.Policy;

namespace GmailMcp.Tools.Undoing;

/// <summary>What undo must not do: more than the tools that could do the same, and nothing that would ask the person first.</summary>
internal static class UndoRules
{
    // What each step calls beyond what the undo tool itself needs.
    private static readonly GmailToolAttribute Labels =
        new(Profile.Triage, "users.labels.create", "users.labels.patch", "users.labels.delete", "users.messages.list");

    private static readonly GmailToolAttribute Filters =
        new(Profile.Full, "users.settings.filters.get", "users.settings.filters.create", "users.settings.filters.delete");

    private static readonly GmailToolAttribute Drafts = new(Profile.Draft, "users.drafts.get", "users.drafts.delete");

    /// <exception cref="ToolException">The change cannot be undone by this caller, or not by undo.</exception>
    public static void Check(UndoEntry entry, ToolSets sets)
    {
        foreach (var step in entry.Steps)
        {
            var needs = step switch
            {
                { MakeLabel: not null } or { RemoveLabel: not null } or { RestoreLabel: not null } => Labels,
                { MakeFilter: not null } or { RemoveFilter: not null } => Filters,
                { RemoveDraft: not null } => Drafts,
                _ => null,
            };
            if (needs is not null && sets.WhyNot($"undo of {entry.Tool}", needs) is { } refusal)
            {
                throw new ToolException(refusal);
            }

            if (step.MakeFilter is { } filter && SendsAway(filter))
            {
                throw new ToolException(
                    $"The filter {filter.Id} forwards or deletes mail, and undo makes no such filter: only the person may want it. "
                    + "Nothing was done. create_filter makes it anew, after asking where the server is set to ask; "
                    + $"what the filter was: {Words(filter)}.");
            }
        }
    }

    private static bool SendsAway(Filter filter) =>
        filter.Action?.Forward is { Length: > 0 } || filter.Action?.AddLabelIds?.Contains("TRASH") == true;

    private static string Words(Filter filter) => string.Join(", ", new (string Name, string? Value)[]
    {
        ("from", filter.Criteria?.From),
        ("to", filter.Criteria?.To),
        ("subject", filter.Criteria?.Subject),
        ("query", filter.Criteria?.Query),
        ("negatedQuery", filter.Criteria?.NegatedQuery),
        ("addLabelIds", Join(filter.Action?.AddLabelIds)),
        ("removeLabelIds", Join(filter.Action?.RemoveLabelIds)),
        ("forward", filter.Action?.Forward),
    }
    .Where(pair => pair.Value is { Length: > 0 }).Select(pair => $"{pair.Name}: {pair.Value}"));

    private static string? Join(IReadOnlyList<string>? values) => values is { Count: > 0 } ? string.Join(", ", values) : null;
}
