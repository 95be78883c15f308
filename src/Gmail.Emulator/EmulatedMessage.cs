using MimeKit;

namespace Gmail.Emulator;

/// <summary>One stored message of an <see cref="EmulatedMailbox"/>.</summary>
public sealed class EmulatedMessage
{
    public required string Id { get; init; }

    public required string ThreadId { get; init; }

    /// <summary>The message as it was delivered, byte for byte.</summary>
    public required byte[] Raw { get; init; }

    /// <summary><see cref="Raw"/>, parsed once.</summary>
    public required MimeMessage Mime { get; init; }

    public required DateTimeOffset InternalDate { get; init; }

    /// <summary>Label ids, not names.</summary>
    public HashSet<string> LabelIds { get; init; } = [];

    public ulong HistoryId { get; set; }

    /// <summary>Parts of Gmail's snippet: plain, unescaped text of the body's beginning.</summary>
    public string Snippet { get; init; } = "";

    internal bool IsDraft => LabelIds.Contains("DRAFT");

    internal bool IsHidden => LabelIds.Contains("TRASH") || LabelIds.Contains("SPAM");
}
