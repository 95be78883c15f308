using System.Globalization;
using Gmail;
using Gmail.Settings;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Filters;

/// <summary>What the filter tools share: Gmail's filter to ours and back, the old server's words, and creating one.</summary>
internal static class FilterWire
{
    /// <summary>Creates a filter; label names have become ids.</summary>
    /// <exception cref="ToolException">Gmail refuses the criteria or the action.</exception>
    public static async Task<Filter> CreateAsync(
        GmailClient gmail,
        LabelList known,
        FilterPermission permission,
        FilterCriteriaArgument criteria,
        FilterActionArgument action,
        CancellationToken cancellationToken)
    {
        var labels = await LabelArguments.ResolveAsync(known, cancellationToken, action.AddLabelIds, action.RemoveLabelIds);
        var filter = new Filter
        {
            Criteria = ToWire(criteria),
            Action = new FilterAction
            {
                AddLabelIds = labels[0].Count == 0 ? null : labels[0],
                RemoveLabelIds = labels[1].Count == 0 ? null : labels[1],
                Forward = action.Forward,
            },
        };
        await permission.RequireAsync(filter, cancellationToken);
        try
        {
            return await gmail.Settings.Filters.CreateAsync(filter, cancellationToken);
        }
        catch (GmailException exception) when (exception.Kind is GmailErrorKind.InvalidArgument or GmailErrorKind.FailedPrecondition)
        {
            throw new ToolException(
                $"Invalid filter criteria or action: {(exception.Detail ?? exception.Message).TrimEnd('.')}. A filter needs at least "
                + "one criterion and one action, adds at most one user label, and forwards only to an address verified in Gmail's settings.",
                exception);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.Conflict)
        {
            throw new ToolException("Failed to create filter: the same filter exists already; list_filters shows it.", exception);
        }
    }

    public static FilterResult ToResult(Filter filter) => new()
    {
        Id = filter.Id ?? "",
        Criteria = new FilterCriteriaArgument
        {
            From = filter.Criteria?.From,
            To = filter.Criteria?.To,
            Subject = filter.Criteria?.Subject,
            Query = filter.Criteria?.Query,
            NegatedQuery = filter.Criteria?.NegatedQuery,
            HasAttachment = filter.Criteria?.HasAttachment,
            ExcludeChats = filter.Criteria?.ExcludeChats,
            Size = filter.Criteria?.Size,
            SizeComparison = Enum.TryParse<SizeComparison>(filter.Criteria?.SizeComparison, ignoreCase: true, out var size) ? size : null,
        },
        Action = new FilterActionArgument
        {
            AddLabelIds = filter.Action?.AddLabelIds?.ToArray(),
            RemoveLabelIds = filter.Action?.RemoveLabelIds?.ToArray(),
            Forward = filter.Action?.Forward,
        },
    };

    /// <summary>The old server's three lines.</summary>
    public static string Render(string filterId, FilterCriteriaArgument criteria, FilterActionArgument action) =>
        $"ID: {filterId}\nCriteria: {Render(criteria)}\nActions: {Render(action)}";

    private static string Render(FilterCriteriaArgument criteria) => Pairs(
        ("from", criteria.From),
        ("to", criteria.To),
        ("subject", criteria.Subject),
        ("query", criteria.Query),
        ("negatedQuery", criteria.NegatedQuery),
        ("hasAttachment", Word(criteria.HasAttachment)),
        ("excludeChats", Word(criteria.ExcludeChats)),
        ("size", criteria.Size?.ToString(CultureInfo.InvariantCulture)),
        ("sizeComparison", criteria.SizeComparison?.ToString().ToLowerInvariant()));

    private static string Render(FilterActionArgument action) => Pairs(
        ("addLabelIds", Join(action.AddLabelIds)),
        ("removeLabelIds", Join(action.RemoveLabelIds)),
        ("forward", action.Forward));

    private static string Pairs(params (string Name, string? Value)[] pairs) =>
        string.Join(", ", pairs.Where(pair => pair.Value is { Length: > 0 }).Select(pair => $"{pair.Name}: {pair.Value}"));

    private static string? Join(string[]? values) => values is { Length: > 0 } ? string.Join(", ", values) : null;

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };

    private static FilterCriteria ToWire(FilterCriteriaArgument criteria) => new()
    {
        From = criteria.From,
        To = criteria.To,
        Subject = criteria.Subject,
        Query = criteria.Query,
        NegatedQuery = criteria.NegatedQuery,
        HasAttachment = criteria.HasAttachment,
        ExcludeChats = criteria.ExcludeChats,
        Size = criteria.Size,
        SizeComparison = criteria.SizeComparison?.ToString().ToLowerInvariant(),
    };
}
