namespace Gmail.Users;

/// <summary>Where and for which labels Gmail announces changes.</summary>
public sealed record WatchRequest
{
    /// <summary>The Pub/Sub topic, <c>projects/P/topics/T</c>; Gmail must be allowed to publish to it.</summary>
    public required string TopicName { get; init; }

    /// <summary>The labels to include or exclude; null for every change.</summary>
    public IReadOnlyList<string>? LabelIds { get; init; }

    /// <summary>How <see cref="LabelIds"/> is meant: <c>include</c> (Gmail's default) or <c>exclude</c>.</summary>
    public string? LabelFilterBehavior { get; init; }
}
