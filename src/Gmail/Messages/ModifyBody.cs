namespace Gmail.Messages;

/// <summary>The labels to add to and remove from a message or thread.</summary>
internal sealed record ModifyBody(IReadOnlyList<string>? AddLabelIds, IReadOnlyList<string>? RemoveLabelIds);
