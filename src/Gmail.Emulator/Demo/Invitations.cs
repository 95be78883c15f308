using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>Meetings: called, moved, called off.</summary>
internal static class Invitations
{
    public static IReadOnlyList<DemoMail> Mails() =>
    [
        Meeting("invite-1", 61, Mara, "Invitation: Footbridge weekly, every Monday", "Work/Footbridge", """
            Mara Lindqvist invites you: Footbridge weekly, every Monday at 09:00, big room.
            """, new("REQUEST", "weekly@calderpike.example", "Footbridge weekly", "Big room", 3, 9, 45)
            { Repeats = "FREQ=WEEKLY;BYDAY=MO" }),
        Meeting("invite-2", 27, Priya, "Invitation: Design review with the port authority", "INBOX,Work/Footbridge", """
            Priya Nair invites you: design review with the port authority, pilot house, first floor.
            """, new("REQUEST", "review@calderpike.example", "Design review", "Pilot house, first floor", 9, 13, 120)),
        Meeting("invite-3", 21, Priya, "Cancelled: Design review with the port authority", "INBOX,Work/Footbridge", """
            Priya Nair has cancelled this meeting: Oskar has a cold. A new date follows.
            """, new("CANCEL", "review@calderpike.example", "Design review", "Pilot house, first floor", 3, 13, 120)),
        Meeting("invite-4", 14, "Dr. Finch, dentist <practice@dr-finch.example>", "Invitation: Check-up, Robin Field",
            "INBOX,CATEGORY_UPDATES", """
            Please keep this time for your check-up. Eat nothing sticky before.
            """, new("REQUEST", "checkup-2291@dr-finch.example", "Check-up", "Dr. Finch, 8 Molar Street", 15, 7, 30)),
        Meeting("invite-5", 6, Nadia, "Invitation: Soup and slides", "INBOX,Club,UNREAD", """
            Nadia Roth invites you: soup and slides at the club hut. Will shows Patagonia, all of it.
            """, new("REQUEST", "soup@tarnclub.example", "Soup and slides", "Club hut", 22, 18, 180)),
        Meeting("invite-6", 2, Mara, "Invitation: Steering group", "INBOX,Work/Footbridge,UNREAD,IMPORTANT", """
            Mara Lindqvist invites you: steering group with the port authority, town hall, room 2.
            """, new("REQUEST", "steering@calderpike.example", "Steering group", "Town hall, room 2", 5, 10, 90)),
    ];

    private static DemoMail Meeting(
        string key, int daysAgo, string from, string subject, string labels, string text, DemoEvent meeting) =>
        new(key, daysAgo, "08:45", from, subject, labels, text)
        {
            Body = (mail, at) => Bodies.Invitation(mail, at, meeting),
        };
}
