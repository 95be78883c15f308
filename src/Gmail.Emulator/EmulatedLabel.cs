namespace Gmail.Emulator;

/// <summary>A label of an <see cref="EmulatedMailbox"/>.</summary>
public sealed class EmulatedLabel
{
    /// <summary><c>INBOX</c> or <c>Label_7</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Nested labels have a slash: <c>Work/Invoices</c>.</summary>
    public required string Name { get; set; }

    public required bool IsSystem { get; init; }

    /// <summary><c>show</c> or <c>hide</c>; null where Gmail sends none.</summary>
    public string? MessageListVisibility { get; set; }

    /// <summary><c>labelShow</c>, <c>labelShowIfUnread</c> or <c>labelHide</c>; null where Gmail sends none.</summary>
    public string? LabelListVisibility { get; set; }

    public string? TextColor { get; set; }

    public string? BackgroundColor { get; set; }

    /// <summary>Whether labels.list shows it. Gmail's own list of system labels "is not exhaustive": the others are on
    /// messages only.</summary>
    internal bool IsListed { get; init; } = true;
}
