using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>Parents, friends, notes to oneself, and letters not yet finished.</summary>
internal static class Family
{
    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("family-1", 74, "18:18", Clara, "Plum cake", "Family", """
            The plums are ripe. Come on Sunday and bring jars. Your father has already eaten a bucket.

            Mum
            """),
        new("family-2", 73, "07:15", Robin, "Re: Plum cake", "SENT,Family", """
            I bring twelve jars and an empty stomach.
            """) { To = Clara, Answers = "family-1" },
        new("family-3", 58, "20:50", Martin, "The bicycle of 1994", "Family,STARRED", """
            Robin,

            I found it in the shed: the green one. The tyres are dust, the bell works. Shall we repair it together?

            Dad
            """) { Html = Pages.Letter("Robin,\n\nI found it in the shed: the green one. The tyres are dust, the bell "
                + "works. Shall we repair it together?\n\nDad") },
        new("family-4", 56, "19:19", Robin, "Re: The bicycle of 1994", "SENT,Family", """
            Yes! I ask Velo Works for old tyres, 26 inches. Do not let Mum give it away.
            """) { To = Martin, Bcc = Ines, Answers = "family-3" },
        new("family-5", 27, "17:40", Martin, "Grandma's recipe book, scanned", "INBOX,Family", """
            All forty pages, as she wrote them. Page 12 is the quince jelly; the stain on page 30 is me.
            """) { Files = [Files.Pdf("grandma-recipes.pdf", "Quince jelly: two kilos of quinces, one of sugar",
                "Plum cake: see page 9")] },
        new("family-6", 10, "12:30", Clara, "Christmas: who sleeps where", "INBOX,Family,To Reply", """
            You get the sofa, Ines the small room. Will Sam come? Tell me by {+7}, I buy the goose early.

            Mum
            """) { Cc = Ines },
        new("family-7", 10, "13:05", Ines, "Re: Christmas: who sleeps where", "INBOX,Family,UNREAD", """
            Why does Robin always get the sofa with the view of the tree?
            """) { To = Clara, Cc = Robin, Answers = "family-6" },
        new("self-1", 35, "23:10", Robin, "Note: passport expires in February", "INBOX,SENT,STARRED", """
            Renew the passport before Christmas. Photos at the station, 8.00.
            """) { To = Robin },
        new("draft-1", 15, "22:22", Robin, "Letter to the landlord of the old flat", "DRAFT", """
            Dear Mrs Crabbe,

            I give notice for the flat in the basement as of 31 December. The damp patch behind the wardrobe
            """) { To = "Ottilie Crabbe <o.crabbe@example.net>" },
        new("draft-2", 6, "21:40", Robin, "", "DRAFT", """
            Ideas for Dad's birthday: bell, basket, lessons in baking
            """) { To = "" },
        new("draft-3", 1, "07:45", Robin, "Re: Christmas: who sleeps where", "DRAFT", """
            Sam comes, and sleeps anywhere. About the sofa:
            """) { To = Clara, Cc = Ines, Answers = "family-7" },
    ];
}
