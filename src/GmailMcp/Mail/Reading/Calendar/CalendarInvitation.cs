namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>What a calendar part says of its first event; empty where it does not say.</summary>
internal sealed record CalendarInvitation
{
    /// <summary>RFC 5546: REQUEST, REPLY, CANCEL, COUNTER, PUBLISH, ADD, REFRESH or DECLINECOUNTER, in upper
    /// case.</summary>
    public required string Method { get; init; }

    public required string Summary { get; init; }

    public required CalendarTime? Start { get; init; }

    /// <summary>The end, computed where only a duration is stated. Of a whole-day event the last day, not the day
    /// after.</summary>
    public required CalendarTime? End { get; init; }

    public required string Location { get; init; }

    public required CalendarPerson? Organizer { get; init; }

    public required IReadOnlyList<CalendarPerson> Attendees { get; init; }

    /// <summary>CONFIRMED, TENTATIVE or CANCELLED, in upper case.</summary>
    public required string Status { get; init; }

    /// <summary>The rule in words; it is never expanded.</summary>
    public required string Recurrence { get; init; }

    /// <summary>The occurrence meant, where the event is one of a series.</summary>
    public required CalendarTime? Occurrence { get; init; }

    public required string Description { get; init; }

    /// <summary>What an answer says besides yes or no.</summary>
    public required string Comment { get; init; }

    /// <summary>The link of the event itself.</summary>
    public required string Url { get; init; }

    /// <summary>Where a video call is joined.</summary>
    public required string MeetingLink { get; init; }

    public required string Uid { get; init; }

    /// <summary>How many more events the calendar holds.</summary>
    public required int FurtherEvents { get; init; }
}

/// <summary>Who sent or got an invitation.</summary>
/// <param name="Name">Empty where none is stated.</param>
/// <param name="Address">The mail address, without <c>mailto:</c>.</param>
/// <param name="Answer">PARTSTAT: NEEDS-ACTION, ACCEPTED, DECLINED, TENTATIVE or DELEGATED.</param>
/// <param name="IsOptional">Whether it goes without him.</param>
/// <param name="IsResource">A room or a thing.</param>
internal sealed record CalendarPerson(string Name, string Address, string Answer, bool IsOptional, bool IsResource);

/// <summary>A moment as its sender wrote it.</summary>
/// <param name="Local">The wall clock in the sender's zone; the date alone where <paramref name="IsDate"/>.</param>
/// <param name="IsDate">A whole day.</param>
/// <param name="Zone">The zone's name as written, UTC, or empty where the time belongs to no zone.</param>
/// <param name="Offset">From UTC; null where the zone is unknown or none.</param>
internal sealed record CalendarTime(DateTime Local, bool IsDate, string Zone, TimeSpan? Offset)
{
    public DateTime? Utc => Offset is { } offset && !IsDate
        ? new DateTime(Math.Clamp(Local.Ticks - offset.Ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc)
        : null;
}
