namespace Gmail.Messages;

/// <summary>The messages to delete for good.</summary>
internal sealed record BatchDeleteBody(IReadOnlyList<string> Ids);
