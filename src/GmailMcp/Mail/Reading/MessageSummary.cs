namespace GmailMcp.Mail.Reading;

/// <summary>A message as a list shows it.</summary>
internal sealed record MessageSummary
{
    public required string MessageId { get; init; }

    public required string ThreadId { get; init; }

    public required IReadOnlyList<string> LabelIds { get; init; }

    public required string Subject { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>The Date header to the letter; its sender chose it.</summary>
    public required string Date { get; init; }

    /// <summary>When Gmail took the message in; null where Gmail did not say.</summary>
    public required DateTimeOffset? InternalDate { get; init; }

    /// <summary>The first words, with Gmail's HTML escapes undone.</summary>
    public required string Snippet { get; init; }
}
