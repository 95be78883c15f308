using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>The mailing list of a climbing club, and what its members write beside it.</summary>
internal static class ClimbingClub
{
    private const string Labels = "Club,CATEGORY_FORUMS";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        Post(new("club-1", 87, "12:00", Nadia, "[climbers] Autumn meet at Raven Crag", Labels, """
            Dear climbers,

            the autumn meet is at Raven Crag on {+17}. The hut sleeps sixteen, bring a sleeping bag. Sign up by
            answering
            to the list. No dogs this year; the farmer still talks about last year.

            Nadia
            """)),
        Post(new("club-2", 87, "13:11", Will, "Re: [climbers] Autumn meet at Raven Crag", Labels, """
            Count me in, plus one car with three free seats from the station.

            Will
            """) { Answers = "club-1" }),
        Post(new("club-3", 86, "19:30", "Keiko Arai <keiko.arai@example.net>",
            "Re: [climbers] Autumn meet at Raven Crag", Labels, """
            I would like a seat in Will's car. I can bring two ropes, sixty metres each, hardly fallen on.

            Keiko
            """) { Answers = "club-2" }),
        Post(new("club-4", 85, "07:07", Robin, "Re: [climbers] Autumn meet at Raven Crag", "SENT,Club", """
            I am in as well and cook the lentils on Saturday.

            Robin
            """) { Answers = "club-1" }),
        Post(new("club-5", 85, "08:20", Nadia, "Re: [climbers] Autumn meet at Raven Crag", Labels, """
            Not the lentils again! All right, the lentils again.
            """) { Answers = "club-4" }),
        Post(new("club-6", 72, "16:45", Will, "[climbers] Loose block on Needle Ridge", Labels, """
            Warning: the big flake at the third belay of Needle Ridge moves. Do not pull on it, belay on the bolts to
            the left. I have told the warden.

            Will
            """)),
        Post(new("club-7", 69, "21:21", "Keiko Arai <keiko.arai@example.net>", "[climbers] Lost: one blue helmet",
            Labels, """
            I left a blue helmet with an owl sticker in the hut. Has anybody seen it?

            Keiko
            """)),
        Post(new("club-8", 68, "06:50", Nadia, "Re: [climbers] Lost: one blue helmet", Labels, """
            The owl is safe with me. I bring it on Thursday.
            """) { Answers = "club-7" }),
        Post(new("club-9", 59, "18:00", "Treasurer <treasurer@tarnclub.example>", "[climbers] Membership fee is due",
            $"{Labels},IMPORTANT", """
            Dear members,

            the fee for next year is 48 (students 24). Please pay by {+21}. Those who have moved: tell me your address.

            The treasurer
            """)),
        Post(new("club-10", 51, "20:05", Will, "[climbers] Winter programme: vote", Labels, """
            Please vote: (a) ice in the Wolf Gully, (b) indoor wall every Tuesday, (c) a slide evening with soup.

            Will
            """)),
        Post(new("club-11", 50, "08:00", Robin, "Re: [climbers] Winter programme: vote", "SENT,Club", """
            (b) and (c). My ice axe is older than me.
            """) { Answers = "club-10" }),
        Post(new("club-12", 50, "22:22", "Keiko Arai <keiko.arai@example.net>", "Re: [climbers] Winter programme: vote",
            Labels, """
            (a), (a) and (a).
            """) { Answers = "club-10" }),
        Post(new("club-13", 37, "17:15", Nadia, "[climbers] First-aid course, places left", $"INBOX,{Labels}", """
            Four places are left for the first-aid course on {+12}. It costs nothing, the club pays. We practise with a
            real stretcher on a real slope.
            """)),
        Post(new("club-14", 18, "19:50", Will, "[climbers] Indoor wall moves to Wednesdays", $"INBOX,{Labels}", """
            The hall is let to a choir on Tuesdays. From now on we meet on Wednesdays at seven. Bring your own chalk.
            """)),
        Post(new("club-15", 17, "07:31", "Keiko Arai <keiko.arai@example.net>",
            "Re: [climbers] Indoor wall moves to Wednesdays", $"INBOX,{Labels},UNREAD", """
            Could we sing instead?
            """) { Answers = "club-14" }),
        Post(new("club-16", 6, "20:30", Nadia, "[climbers] Minutes of the general meeting",
            $"INBOX,{Labels},UNREAD", """
            The minutes are attached. The new chair is Keiko; the hut gets a new roof; the coffee machine stays broken.

            Nadia
            """) { Files = [Files.Pdf("minutes-general-meeting.pdf", "General meeting of the Tarn Climbing Club",
                "New chair: K. Arai", "Roof: 11,200.00")] }),
        new("club-17", 65, "10:33", Nadia, "Rope for your birthday", "Club", """
            Robin, between us: the others want to give Sam a rope. Seventy metres, 9.2 millimetres. Are you in with 20?
            """),
        new("club-18", 65, "12:40", Robin, "Re: Rope for your birthday", "SENT,Club", """
            In with 25, and the subject line is clever camouflage.
            """) { To = Nadia, Answers = "club-17" },
        new("club-19", 8, "16:16", Will, "Shoulders for Saturday", "INBOX,Club,UNREAD", """
            Sam says that pizza is offered for carrying. I carry anything but pianos. Which Saturday?
            """) { Cc = Sam },
    ];

    private static DemoMail Post(DemoMail mail) => mail.ToList("Tarn climbers", "climbers@lists.tarnclub.example");
}
