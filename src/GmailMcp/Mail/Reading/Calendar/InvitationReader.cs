namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>A text/calendar part → what its first event says.</summary>
internal static class InvitationReader
{
    private const int MaxAttendees = 500;

    /// <summary>Properties in which programs put the link of the video call, the standard's first (RFC 7986
    /// §5.11).</summary>
    private static readonly string[] MeetingLinkProperties =
    [
        "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK",
        "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    ];

    /// <summary>Hosts on which video calls are joined, to find the link in a place or a text.</summary>
    private static readonly string[] MeetingHosts =
    [
        "meet.google.com", "zoom.us/", "teams.microsoft.com", "teams.live.com", "webex.com", "whereby.com",
        "meet.jit.si", "gotomeet",
    ];

    /// <summary>Null where the text is no calendar or has no event (nor task) in it.</summary>
    public static CalendarInvitation? Read(string text)
    {
        if (CalendarComponent.Parse(text) is not { } calendar)
        {
            return null;
        }

        var events = calendar.Children.Where(child => child.Name == "VEVENT").ToArray();
        var @event = events.FirstOrDefault(one => one.First("RECURRENCE-ID") is null) ?? events.FirstOrDefault()
            ?? calendar.Children.FirstOrDefault(child => child.Name == "VTODO");
        return @event is null ? null : Read(calendar, @event, Math.Max(0, events.Length - 1));
    }

    private static CalendarInvitation Read(CalendarComponent calendar, CalendarComponent @event, int furtherEvents)
    {
        var start = CalendarTimeReader.Read(calendar, @event.First("DTSTART"));
        var location = HeaderValue.OneLine(@event.Text("LOCATION"));
        var description = @event.Text("DESCRIPTION").ReplaceLineEndings("\n");
        return new CalendarInvitation
        {
            Method = HeaderValue.OneLine(calendar.Text("METHOD")).ToUpperInvariant(),
            Summary = HeaderValue.OneLine(@event.Text("SUMMARY")),
            Start = start,
            End = CalendarTimeReader.End(calendar, @event, start),
            Location = location,
            Organizer = @event.First("ORGANIZER") is { } organizer ? Person(organizer) : null,
            Attendees = [.. @event.All("ATTENDEE").Take(MaxAttendees).Select(Person)],
            Status = HeaderValue.OneLine(@event.Text("STATUS")).ToUpperInvariant(),
            Recurrence = @event.First("RRULE") is { } rule ? RecurrenceRule.InWords(rule.Value) : "",
            Occurrence = CalendarTimeReader.Read(calendar, @event.First("RECURRENCE-ID")),
            Description = description,
            Comment = HeaderValue.OneLine(@event.Text("COMMENT")),
            Url = Link(@event.Text("URL")),
            MeetingLink = MeetingLink(@event, location, description),
            Uid = HeaderValue.OneLine(@event.Text("UID")),
            FurtherEvents = furtherEvents,
        };
    }

    private static CalendarPerson Person(CalendarLine line)
    {
        var value = HeaderValue.OneLine(line.Value);
        var isMail = value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
        var address = isMail ? value["mailto:".Length..] : value;
        if (!address.Contains('@', StringComparison.Ordinal) && line.Parameter("EMAIL") is { Length: > 0 } email)
        {
            address = HeaderValue.OneLine(email);
        }

        var name = HeaderValue.OneLine(line.Parameter("CN"));
        return new CalendarPerson(
            name.Equals(address, StringComparison.OrdinalIgnoreCase) ? "" : name,
            address,
            HeaderValue.OneLine(line.Parameter("PARTSTAT") ?? "NEEDS-ACTION").ToUpperInvariant(),
            Is(line, "ROLE", "OPT-PARTICIPANT") || Is(line, "ROLE", "NON-PARTICIPANT"),
            Is(line, "CUTYPE", "ROOM") || Is(line, "CUTYPE", "RESOURCE"));
    }

    private static bool Is(CalendarLine line, string parameter, string value) =>
        line.Parameter(parameter)?.Equals(value, StringComparison.OrdinalIgnoreCase) ?? false;

    private static string MeetingLink(CalendarComponent @event, string location, string description)
    {
        foreach (var property in MeetingLinkProperties)
        {
            foreach (var line in @event.All(property))
            {
                if (Link(line.Text()) is { Length: > 0 } link)
                {
                    return link;
                }
            }
        }

        return $"{location} {description}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Link(word.Trim('<', '>', '(', ')', ',', '.', '"')))
            .FirstOrDefault(link => MeetingHosts.Any(host => link.Contains(host, StringComparison.OrdinalIgnoreCase)))
            ?? "";
    }

    /// <summary>Empty for anything but a web address: what else stands there (javascript:, file:) is no place to
    /// go.</summary>
    private static string Link(string text)
    {
        var link = HeaderValue.OneLine(text);
        return link.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? link : "";
    }
}
