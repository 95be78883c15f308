using System.Globalization;
using System.Text;

namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>An invitation in words.</summary>
internal static class InvitationText
{
    /// <summary>More people than this are counted, not listed.</summary>
    private const int MaxPeople = 30;

    public static string Render(CalendarInvitation invitation)
    {
        var text = new StringBuilder();
        text.Append(Title(invitation));
        text.Append(invitation.Summary.Length > 0 ? invitation.Summary : "(no title)").Append('\n');
        AddLine(text, "When", When(invitation.Start, invitation.End));
        AddLine(text, "Which of the series", When(invitation.Occurrence, null));
        AddLine(text, "Repeats", invitation.Recurrence);
        AddLine(text, "Where", invitation.Location);
        AddLine(text, "Status", invitation.Status.ToLowerInvariant());
        AddLine(text, "Organizer", invitation.Organizer is { } organizer ? Name(organizer) : "");
        AddPeople(text, invitation);
        AddLine(text, "Comment", invitation.Comment);
        AddLine(text, "Join", invitation.MeetingLink);
        AddLine(text, "Link", invitation.Url == invitation.MeetingLink ? "" : invitation.Url);
        if (invitation.FurtherEvents > 0)
        {
            var events = invitation.FurtherEvents == 1 ? "event" : "events";
            text.Append($"The calendar holds {invitation.FurtherEvents} more {events}.\n");
        }

        if (invitation.Description.Length > 0)
        {
            text.Append('\n').Append(invitation.Description).Append('\n');
        }

        return text.ToString();
    }

    private static string Title(CalendarInvitation invitation) => invitation.Method switch
    {
        "REQUEST" => "Invitation: ",
        "REPLY" when invitation.Attendees is [var one] =>
            $"Answer to an invitation, {Name(one)} {Answer(one.Answer)}: ",
        "REPLY" => "Answer to an invitation: ",
        "CANCEL" => "Cancelled: ",
        "COUNTER" => "Another time proposed for: ",
        "DECLINECOUNTER" => "Proposal of another time declined: ",
        "ADD" => "Further date of a series: ",
        "REFRESH" => "Asks for the latest state of: ",
        _ => "Event: ",
    };

    private static string When(CalendarTime? start, CalendarTime? end)
    {
        if (start is null)
        {
            return "";
        }

        if (start.IsDate)
        {
            return end is not null && end.Local.Date > start.Local.Date
                ? $"{Day(start.Local)} to {Day(end.Local)}, whole days"
                : $"{Day(start.Local)}, the whole day";
        }

        var text = new StringBuilder(Span(start.Local, end?.Local)).Append(' ').Append(Zone(start));
        if (end is { IsDate: false } && end.Zone != start.Zone)
        {
            text.Append($" (the end in {Zone(end)})");
        }

        if (start.Zone != "UTC" && start.Utc is { } utc)
        {
            text.Append(" = ").Append(Span(utc, end?.Utc, utc.Date != start.Local.Date)).Append(" UTC");
        }

        return text.ToString();
    }

    private static string Span(DateTime start, DateTime? end, bool withDay = true)
    {
        var text = (withDay ? Day(start) + ", " : "") + Time(start);
        if (end is not { } last || last == start)
        {
            return text;
        }

        return text + (last.Date == start.Date ? "–" + Time(last) : $" to {Day(last)}, {Time(last)}");
    }

    private static string Zone(CalendarTime time)
    {
        if (time.Zone == "UTC")
        {
            return "UTC";
        }

        if (time.Zone.Length == 0)
        {
            return "(in no stated time zone)";
        }

        return time.Offset is { } offset
            ? $"{HeaderValue.OneLine(time.Zone)} (UTC{(offset < TimeSpan.Zero ? "-" : "+")}{offset:hh\\:mm})"
            : $"{HeaderValue.OneLine(time.Zone)} (a time zone that is not known here)";
    }

    private static string Day(DateTime day) => day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    private static string Time(DateTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static void AddPeople(StringBuilder text, CalendarInvitation invitation)
    {
        var people = invitation.Attendees;
        if (people.Count == 0)
        {
            return;
        }

        text.Append($"Attendees ({people.Count}): ");
        text.AppendJoin("; ", people.Take(MaxPeople).Select(person => $"{Name(person)} – {Role(person)}{Answer(person.Answer)}"));
        text.Append(people.Count > MaxPeople ? $"; and {people.Count - MaxPeople} more\n" : "\n");
    }

    private static string Role(CalendarPerson person) =>
        person.IsResource ? "room or resource, " : person.IsOptional ? "optional, " : "";

    private static string Answer(string partStat) => partStat switch
    {
        "ACCEPTED" => "accepted",
        "DECLINED" => "declined",
        "TENTATIVE" => "accepted tentatively",
        "DELEGATED" => "sends somebody else",
        "NEEDS-ACTION" => "has not answered",
        _ => partStat.ToLowerInvariant(),
    };

    private static string Name(CalendarPerson person) => new MailAddress(person.Name, person.Address).ToString();

    private static void AddLine(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }
    }
}
