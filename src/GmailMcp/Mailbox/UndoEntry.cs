using System.Text.Json.Serialization;
using Gmail.Settings;

namespace GmailMcp.Mailbox;

/// <summary>One change of a mailbox and what reverses it. Ids, labels and filters only: never a subject, a text or the address of a
/// mail.</summary>
internal sealed record UndoEntry
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The tool that made the change.</summary>
    public required string Tool { get; init; }

    public required IReadOnlyList<UndoStep> Steps { get; init; }

    /// <summary>When it was undone; null while it stands.</summary>
    [JsonIgnore]
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>The id that undoes the undoing; null where nothing does.</summary>
    [JsonIgnore]
    public string? RedoId { get; init; }

    /// <summary>How many messages it touches.</summary>
    [JsonIgnore]
    public int MessageCount => Steps.Sum(step => step.Move?.MessageIds.Count ?? step.MakeLabel?.MessageIds.Count ?? 0);
}

/// <summary>One thing to do to reverse a change; exactly one of its properties is set.</summary>
internal sealed record UndoStep
{
    public LabelMove? Move { get; init; }

    /// <summary>Sets a label's name and visibility back.</summary>
    public LabelState? RestoreLabel { get; init; }

    /// <summary>Makes a deleted label anew and puts it back on its messages.</summary>
    public LabelState? MakeLabel { get; init; }

    /// <summary>Deletes the label of this id.</summary>
    public string? RemoveLabel { get; init; }

    /// <summary>Makes a deleted filter anew.</summary>
    public Filter? MakeFilter { get; init; }

    /// <summary>Deletes the filter of this id.</summary>
    public string? RemoveFilter { get; init; }

    /// <summary>Deletes a draft, if nobody changed it.</summary>
    public DraftState? RemoveDraft { get; init; }
}

/// <summary>The same change of labels on several messages.</summary>
internal sealed record LabelMove
{
    public required IReadOnlyList<string> Add { get; init; }

    public required IReadOnlyList<string> Remove { get; init; }

    public required IReadOnlyList<string> MessageIds { get; init; }
}

/// <summary>A label as it was. Null is what is not to be touched.</summary>
internal sealed record LabelState
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? MessageListVisibility { get; init; }

    public string? LabelListVisibility { get; init; }

    public string? TextColor { get; init; }

    public string? BackgroundColor { get; init; }

    /// <summary>The messages that carried it.</summary>
    public IReadOnlyList<string> MessageIds { get => field ?? []; init; }
}

/// <summary>A draft as it was made: its message has another id after every edit.</summary>
internal sealed record DraftState
{
    public required string DraftId { get; init; }

    public required string MessageId { get; init; }
}

/// <summary>One line of the log: a change, or what became of one.</summary>
internal sealed record UndoLine
{
    public UndoEntry? Made { get; init; }

    /// <summary>The id of a change that was undone.</summary>
    public string? Undone { get; init; }

    public string? Redo { get; init; }

    /// <summary>The id of a change that did not come about.</summary>
    public string? Void { get; init; }

    /// <summary>The id of a label that is gone, and of the one that was made in its place.</summary>
    public string? Label { get; init; }

    public string? LabelNow { get; init; }

    public DateTimeOffset? At { get; init; }
}

[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UndoLine))]
internal sealed partial class UndoJson : JsonSerializerContext;
