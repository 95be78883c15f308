namespace Gmail.Messages;

/// <summary>How a message is put into the mailbox without being sent.</summary>
public record InsertOptions
{
    /// <summary>The labels it gets; null for none, so that it is archived and read.</summary>
    public IReadOnlyList<string>? LabelIds { get; init; }

    /// <summary>The thread it joins; null for a new one or the one its headers name.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Where its date comes from: <c>receivedTime</c> or <c>dateHeader</c>. Gmail's default is the time of
    /// receipt for
    /// insert and the Date header for import.</summary>
    public string? InternalDateSource { get; init; }

    /// <summary>Whether it is only visible in Google Vault; Google Workspace only.</summary>
    public bool IsDeleted { get; init; }
}
