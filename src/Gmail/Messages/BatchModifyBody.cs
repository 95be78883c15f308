namespace Gmail.Messages;

/// <summary>The messages to change, and the labels to add to and remove from them.</summary>
internal sealed record BatchModifyBody(
    IReadOnlyList<string> Ids, IReadOnlyList<string>? AddLabelIds, IReadOnlyList<string>? RemoveLabelIds);
