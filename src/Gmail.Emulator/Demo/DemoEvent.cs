using MimeKit;

namespace Gmail.Emulator.Demo;

/// <summary>A meeting that somebody calls or calls off.</summary>
/// <param name="Uid">The meeting's own name: a cancellation carries that of the request.</param>
/// <param name="InDays">Days from the arrival of the mail to the meeting.</param>
/// <param name="Hour">Hour of the beginning, UTC.</param>
internal sealed record DemoEvent(
    string Method, string Uid, string Summary, string Location, int InDays, int Hour, int Minutes)
{
    /// <summary>RFC 5545 RRULE value; null for a meeting that happens once.</summary>
    public string? Repeats { get; init; }

    public string ToCalendar(DemoMail mail, DateTimeOffset receivedAt)
    {
        var organiser = MailboxAddress.Parse(mail.From);
        var day = DateOnly.FromDateTime(receivedAt.UtcDateTime).AddDays(InDays);
        var start = new DateTimeOffset(day.ToDateTime(new TimeOnly(Hour, 0)), TimeSpan.Zero);
        string?[] lines =
        [
            "BEGIN:VCALENDAR", "PRODID:-//Example//Calendar 1.0//EN", "VERSION:2.0", $"METHOD:{Method}", "BEGIN:VEVENT",
            $"UID:{Uid}", $"DTSTAMP:{Bodies.CalendarTime(receivedAt)}", $"DTSTART:{Bodies.CalendarTime(start)}",
            $"DTEND:{Bodies.CalendarTime(start.AddMinutes(Minutes))}", Repeats is null ? null : $"RRULE:{Repeats}",
            $"SUMMARY:{Summary}", $"LOCATION:{Location.Replace(",", "\\,", StringComparison.Ordinal)}",
            $"ORGANIZER;CN={organiser.Name}:mailto:{organiser.Address}",
            $"ATTENDEE;CN={DemoMailbox.DisplayName};RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:{DemoMailbox.EmailAddress}",
            $"STATUS:{(Method == "CANCEL" ? "CANCELLED" : "CONFIRMED")}", $"SEQUENCE:{(Method == "CANCEL" ? 1 : 0)}",
            "END:VEVENT", "END:VCALENDAR", "",
        ];
        return string.Join("\r\n", lines.Where(line => line is not null));
    }
}
