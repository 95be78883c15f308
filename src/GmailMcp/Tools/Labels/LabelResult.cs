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

/// <summary>One label after a change.</summary>
internal sealed record ChangedLabelResult
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    [Description("system or user")]
    public required string Type { get; init; }

    public string? MessageListVisibility { get; init; }

    public string? LabelListVisibility { get; init; }

    [Description("Pass to undo")]
    public string? UndoId { get; init; }

    public static ChangedLabelResult Of(LabelResult label, string? undoId) => new()
    {
        Id = label.Id,
        Name = label.Name,
        Type = label.Type,
        MessageListVisibility = label.MessageListVisibility,
        LabelListVisibility = label.LabelListVisibility,
        UndoId = undoId,
    };
}
