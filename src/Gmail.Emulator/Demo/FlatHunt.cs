using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>Looking for a flat with a friend.</summary>
internal static class FlatHunt
{
    private const string Label = "Home/Flat";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("flat-1", 66, "18:30", Sam, "Shall we look for a flat together?", Label, """
            Robin,

            my landlord sells the house. You complain about your damp basement. Two rooms, a kitchen one can sit in, and
            a cellar for the bicycles: shall we?

            Sam
            """),
        new("flat-2", 66, "21:00", Robin, "Re: Shall we look for a flat together?", $"SENT,{Label}", """
            In. My limit is 850 a month each, heating included. No ground floor, please, and a balcony for the tomatoes.
            """) { To = Sam, Answers = "flat-1" },
        new("flat-3", 64, "10:10", Keystone, "Viewing: 14 Larkspur Lane, second floor", $"{Label},IMPORTANT", """
            Dear Mr Field,

            we can offer a viewing of 14 Larkspur Lane on {+2} at 17:15. Three rooms, balcony, 1,640 a month. Please
            bring proof of income for all tenants.

            Keystone Lettings
            """) { Cc = Sam },
        new("flat-4", 62, "20:30", Sam, "Larkspur Lane, my verdict", Label, """
            Lovely balcony, awful bathroom. The neighbour practises the tuba. I counted: he knows one song.
            """),
        new("flat-5", 61, "07:40", Robin, "Re: Larkspur Lane, my verdict", $"SENT,{Label}", """
            The tuba is a no. Next.
            """) { To = Sam, Answers = "flat-4" },
        new("flat-6", 56, "13:25", Keystone, "Viewing: 3 Quarry Court, top floor", Label, """
            Dear Mr Field,

            3 Quarry Court will be shown on {+1} at 18:00. Two large rooms, roof terrace, no lift, 1,580 a month.

            Keystone Lettings
            """) { Cc = Sam, Files = [Files.Pdf("quarry-court-floor-plan.pdf", "3 Quarry Court, top floor",
                "Room A 18 m2", "Room B 17 m2", "Kitchen 12 m2")] },
        new("flat-7", 54, "19:05", Sam, "Quarry Court!", $"{Label},STARRED", """
            The terrace! The evening sun! Five floors without a lift are the new gym. Please say yes before somebody
            else does.
            """),
        new("flat-8", 54, "19:15", Robin, "Re: Quarry Court!", $"SENT,{Label}", """
            Yes. I will write to Keystone tonight.
            """) { To = Sam, Answers = "flat-7" },
        new("flat-9", 54, "20:40", Robin, "Application for 3 Quarry Court", $"SENT,{Label}", """
            Dear Keystone team,

            Sam Okafor and I would like to rent 3 Quarry Court from December. Proof of income is attached.

            Robin Field
            """) { To = Keystone, Cc = Sam, Files = [Files.Pdf("proof-of-income-field.pdf", "Statement of earnings",
                "Calder & Pike, engineers", "Robin Field")] },
        new("flat-10", 50, "09:45", Keystone, "Re: Application for 3 Quarry Court", $"{Label},IMPORTANT", """
            Dear Mr Field,

            the owner, Mr Abara, would like to meet you both. He suggests tea on {+3} at four.
            """) { Cc = $"{Sam}, {Abara}", Answers = "flat-9" },
        new("flat-11", 44, "15:20", Abara, "The flat is yours", $"{Label},STARRED", """
            Dear Robin, dear Sam,

            it was a pleasure. The flat is yours from the first of December if you promise to water the fig tree on the
            terrace. The lease follows.

            Lucien Abara
            """) { To = $"{Robin}, {Sam}" },
        new("flat-12", 43, "08:08", Robin, "Re: The flat is yours", $"SENT,{Label}", """
            Dear Mr Abara, we promise, and we will name the tree after you. Thank you!
            """) { To = Abara, Cc = Sam, Answers = "flat-11" },
        new("flat-13", 36, "11:59", Keystone, "Lease for signature: 3 Quarry Court", $"{Label},IMPORTANT", """
            Please sign the attached lease and return it by {+7}. The deposit of 3,160.00 is due on signature.
            """)
        {
            Cc = Sam,
            Files =
            [
                Files.Docx("lease-quarry-court.docx", "Lease of 3 Quarry Court, top floor",
                    "Term: twelve months from 1 December",
                    "Rent: 1,580.00 a month", "Deposit: 3,160.00"),
            ],
        },
        new("flat-14", 34, "21:33", Robin, "Re: Lease for signature: 3 Quarry Court", $"SENT,{Label}", """
            Signed copy attached; the deposit left my account this evening.
            """) { To = Keystone, Cc = Sam, Answers = "flat-13", Files = [Files.Pdf("lease-signed.pdf",
                "Lease of 3 Quarry Court", "Signed: R. Field, S. Okafor")] },
        new("flat-15", 26, "10:30", "Brightwater Utilities <welcome@brightwater.example>",
            "Your new electricity contract",
            $"INBOX,{Label},CATEGORY_UPDATES", """
            Welcome. Your supply at 3 Quarry Court starts on 1 December. Please send us the meter reading on the day you
            move in. Customer number 7730-118.
            """),
        new("flat-16", 13, "19:44", Sam, "Moving van", $"INBOX,{Label},To Reply", """
            The van costs 95 a day or 60 for the morning. Will from the climbing club offered his shoulders. Who carries
            the piano?
            """),
        new("flat-17", 13, "20:10", Robin, "Re: Moving van", $"SENT,{Label}", """
            The morning, and the piano stays with my parents. We buy pizza for all shoulders.
            """) { To = Sam, Answers = "flat-16" },
        new("flat-18", 4, "12:48", Keystone, "Handover of keys", $"INBOX,{Label},UNREAD,IMPORTANT", """
            Dear Mr Field, dear Mr Okafor,

            the keys for 3 Quarry Court will be handed over on {+11} at 8:30 in front of the house. Please bring the
            deposit receipt.
            """) { To = $"{Robin}, {Sam}" },
    ];
}
