namespace Gmail.Messages;

/// <summary>How a message is imported: as if it had arrived by SMTP, with scanning and classification.</summary>
public sealed record ImportOptions : InsertOptions
{
    /// <summary>Whether Gmail must not move it to spam.</summary>
    public bool NeverMarkSpam { get; init; }

    /// <summary>Whether invitations in it are added to the calendar.</summary>
    public bool ProcessForCalendar { get; init; }
}
