using GmailMcp.Mail.Reading.Calendar;

namespace GmailMcp.Tests.Mail.Reading.Calendar;

public sealed class InvitationReaderTests
{
    [Theory]
    [InlineData("Europe/Berlin", "20260101T120000", 1)]
    [InlineData("Europe/Berlin", "20260701T120000", 2)]
    [InlineData("/example.org/20260101/America/New_York", "20260101T120000", -5)]
    [InlineData("W. Europe Standard Time", "20260701T120000", 2)]
    [InlineData("Tokyo Standard Time", "20260701T120000", 9)]
    public void Knows_the_zones_of_IANA_and_of_Windows(string zone, string local, int hours)
    {
        var start = Read($"DTSTART;TZID=\"{zone}\":{local}").Start;

        Assert.Equal(TimeSpan.FromHours(hours), start!.Offset);
    }

    [Theory]
    [InlineData("20260329T015959", 1)]
    [InlineData("20260329T030000", 2)]
    [InlineData("20261025T020000", 2)]
    [InlineData("20261025T030000", 1)]
    [InlineData("20270115T120000", 1)]
    [InlineData("15000101T120000", 2)]
    public void Follows_the_rules_that_the_calendar_brings_along(string local, int hours)
    {
        const string Zone = """
            BEGIN:VTIMEZONE
            TZID:Garden
            BEGIN:STANDARD
            DTSTART:16011025T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16020331T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE
            """;

        Assert.Equal(TimeSpan.FromHours(hours), Read($"DTSTART;TZID=Garden:{local}", Zone).Start!.Offset);
    }

    [Fact]
    public void Takes_the_second_Sunday_written_as_days_of_the_month()
    {
        const string Zone = """
            BEGIN:VTIMEZONE
            TZID:Z
            BEGIN:DAYLIGHT
            DTSTART:20070311T020000
            TZOFFSETFROM:-0500
            TZOFFSETTO:-0400
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14
            END:DAYLIGHT
            BEGIN:STANDARD
            DTSTART:20071104T020000
            TZOFFSETFROM:-0400
            TZOFFSETTO:-0500
            RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
            END:STANDARD
            END:VTIMEZONE
            """;

        Assert.Equal(TimeSpan.FromHours(-5), Read("DTSTART;TZID=Z:20260308T010000", Zone).Start!.Offset);
        Assert.Equal(TimeSpan.FromHours(-4), Read("DTSTART;TZID=Z:20260308T030000", Zone).Start!.Offset);
    }

    [Theory]
    [InlineData("P1DT2H30M", "20261103T113000")]
    [InlineData("PT45M", "20261102T094500")]
    [InlineData("P2W", "20261116T090000")]
    public void Adds_a_duration_to_the_start(string duration, string end)
    {
        var invitation = Read($"DTSTART:20261102T090000Z\nDURATION:{duration}");

        Assert.Equal(end, invitation.End!.Local.ToString("yyyyMMdd'T'HHmmss", null));
    }

    [Fact]
    public void Unfolds_lines_and_undoes_escapes()
    {
        var invitation = Read("DESCRIPTION:One\\, two\\; thr\n ee\\nfour\\\\five");

        Assert.Equal("One, two; three\nfour\\five", invitation.Description);
    }

    [Fact]
    public void Parameters_may_hold_colons_semicolons_and_carets()
    {
        var invitation = Read("ORGANIZER;CN=\"Arn; Anna: ^'the gardener^'\";X-A=b:MAILTO:anna@example.com");

        Assert.Equal(
            new CalendarPerson("Arn; Anna: \"the gardener\"", "anna@example.com", "NEEDS-ACTION", false, false),
            invitation.Organizer);
    }

    [Fact]
    public void Finds_the_link_of_the_call_in_the_text()
    {
        var invitation = Read("LOCATION:Online\nDESCRIPTION:Join <https://teams.microsoft.com/l/meetup/1>.");

        Assert.Equal("https://teams.microsoft.com/l/meetup/1", invitation.MeetingLink);
    }

    [Fact]
    public void A_link_is_a_web_address() => Assert.Equal("", Read("URL:javascript:alert(1)").Url);

    [Fact]
    public void Takes_the_series_rather_than_its_exception_and_counts_the_rest()
    {
        var text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nRECURRENCE-ID:20261102T090000Z\nSUMMARY:Moved\nEND:VEVENT\n"
            + "BEGIN:VEVENT\nSUMMARY:Series\nEND:VEVENT\nEND:VCALENDAR";

        var invitation = InvitationReader.Read(text)!;

        Assert.Equal("Series", invitation.Summary);
        Assert.Equal(1, invitation.FurtherEvents);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR")]
    [InlineData("BEGIN:VEVENT\nSUMMARY:No calendar\nEND:VEVENT")]
    public void What_holds_no_event_is_no_invitation(string text) => Assert.Null(InvitationReader.Read(text));

    [Fact]
    public void Hostile_calendars_end_soon()
    {
        var nested = string.Concat(Enumerable.Repeat("BEGIN:VCALENDAR\n", 100_000));
        var folded = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + string.Concat(Enumerable.Repeat("x\n ", 1_000_000));
        var many = "BEGIN:VCALENDAR\n" + string.Concat(Enumerable.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", 50_000));

        Assert.Null(InvitationReader.Read(nested));
        Assert.Equal(64 * 1024, "SUMMARY:".Length + InvitationReader.Read(folded)!.Summary.Length);
        Assert.InRange(InvitationReader.Read(many)!.FurtherEvents, 1, 2000);
    }

    private static CalendarInvitation Read(string lines, string zone = "") => InvitationReader.Read(
        $"BEGIN:VCALENDAR\n{zone}\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR")!;
}
