using System.ComponentModel;
using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Filters;

/// <summary>Which mail a filter catches; all that is given must hold.</summary>
internal sealed record FilterCriteriaArgument
{
    public string? From { get; init; }

    public string? To { get; init; }

    public string? Subject { get; init; }

    [Description("Gmail search")]
    public string? Query { get; init; }

    public string? NegatedQuery { get; init; }

    public bool? HasAttachment { get; init; }

    public bool? ExcludeChats { get; init; }

    [Description("Bytes")]
    public int? Size { get; init; }

    public SizeComparison? SizeComparison { get; init; }
}

/// <summary>Gmail's <c>sizeComparison</c>.</summary>
internal enum SizeComparison
{
    [JsonStringEnumMemberName("unspecified")]
    Unspecified,

    [JsonStringEnumMemberName("smaller")]
    Smaller,

    [JsonStringEnumMemberName("larger")]
    Larger,
}
