using System.ComponentModel;

namespace GmailMcp.Tools.Filters;

/// <summary>One filter, as several tools answer it.</summary>
internal sealed record FilterResult
{
    public required string Id { get; init; }

    public required FilterCriteriaArgument Criteria { get; init; }

    public required FilterActionArgument Action { get; init; }
}

/// <summary>What create_filter answers.</summary>
internal sealed record CreateFilterResult
{
    public required string Id { get; init; }

    public required FilterCriteriaArgument Criteria { get; init; }

    public required FilterActionArgument Action { get; init; }

    [Description("Pass to undo")]
    public string? UndoId { get; init; }
}

/// <summary>What list_filters answers.</summary>
internal sealed record ListFiltersResult
{
    public required IReadOnlyList<FilterResult> Filters { get; init; }
}

/// <summary>What delete_filter answers.</summary>
internal sealed record DeleteFilterResult
{
    [Description("The id that no longer exists")]
    public required string Id { get; init; }

    [Description("Pass to undo")]
    public string? UndoId { get; init; }
}

/// <summary>What create_filter_from_template answers.</summary>
internal sealed record CreateFilterFromTemplateResult
{
    public required string Id { get; init; }

    public required FilterTemplate Template { get; init; }

    public required FilterCriteriaArgument Criteria { get; init; }

    public required FilterActionArgument Action { get; init; }

    [Description("Pass to undo")]
    public string? UndoId { get; init; }
}
