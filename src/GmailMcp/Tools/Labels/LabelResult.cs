using System.ComponentModel;

namespace GmailMcp.Tools.Labels;

/// <summary>One label, as several tools answer it.</summary>
internal sealed record LabelResult
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    [Description("system or user")]
    public required string Type { get; init; }

    public string? MessageListVisibility { get; init; }

    public string? LabelListVisibility { get; init; }
}
