using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>Work, continued: dampers, a contract, the office around them.</summary>
internal static class FootbridgeLater
{
    private const string Label = "Work/Footbridge";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("bridge-19", 55, "10:25", Priya, "Public hearing: what people said", Label, """
            Sixty people came. Most liked the curve. Complaints: no bench, too little light, and a gentleman who wants
            the ferry back. Minutes are attached.

            Priya
            """)
        {
            Cc = Mara,
            Files =
            [
                Files.Docx("hearing-minutes.docx", "Public hearing on the harbour footbridge",
                    "A resident asked for benches at mid-span.",
                    "The swimming club asked who cleans the deck of gull droppings."),
            ],
        },
        new("bridge-20", 54, "08:50", Robin, "Re: Public hearing: what people said", $"SENT,{Label}", """
            Two benches at the turn of the ramp cost nothing, the width is there. I will draw them in.
            """) { To = Priya, Cc = Mara, Answers = "bridge-19" },
        new("bridge-21", 47, "15:30", Mara, "Damper supplier shortlist", $"{Label},To Reply", """
            Three offers are in: Kestrel Dynamics, Nordvik and Pendula. Kestrel is cheapest but delivers in 30 weeks.
            Please compare mass and service interval and tell me your favourite by {+5}.
            """) { Cc = Tobias },
        new("bridge-22", 46, "09:05", Robin, "Re: Damper supplier shortlist", $"SENT,{Label}", """
            Nordvik: 12 weeks, serviceable from the deck, 8 per cent more than Kestrel. My vote goes to Nordvik.
            """) { To = Mara, Cc = Tobias, Answers = "bridge-21" },
        new("bridge-23", 40, "13:00", Oskar, "Closure of the fairway", Label, """
            Dear all,

            for lifting the deck we can close the fairway for one night only. The tide table allows three dates in
            spring. Please confirm which crane barge you will use.

            Oskar Dahl
            """) { To = $"{Robin}, {Mara}", Cc = Priya },
        new("bridge-24", 39, "08:18", Mara, "Fwd: Closure of the fairway", $"{Label},UNREAD", """
            Robin, can the deck be lifted in one piece? One night is not long.

            ---------- Forwarded message ---------
            From: Oskar Dahl <oskar.dahl@portauthority.example>
            Subject: Closure of the fairway

            for lifting the deck we can close the fairway for one night only.
            """) { Answers = "bridge-23" },
        new("bridge-25", 31, "16:40", Jonah, "Invoice from the geologist", $"{Label},Work/Admin", """
            The geologist invoices 6,420.00 for the second borehole. Did you order it? I cannot find the purchase order.
            """)
        {
            Files =
            [
                Files.Pdf("geologist-invoice-0931.pdf", "Invoice 0931", "Second borehole, north bank",
                    "Total 6,420.00 EUR"),
            ],
        },
        new("bridge-26", 30, "07:50", Robin, "Re: Invoice from the geologist", $"SENT,{Label}", """
            Tobias ordered it by telephone after the outfall turned up. Please book it under foundations.
            """) { To = Jonah, Cc = Tobias, Answers = "bridge-25" },
        new("bridge-27", 20, "11:11", Tobias, "Pile test went well", $"INBOX,{Label},STARRED", """
            The test pile took 2.1 meganewtons and settled four millimetres. We may save two piles. Curves attached.

            Tobias
            """)
        {
            To = $"{Robin}, {Mara}",
            Files = [Files.Xlsx("pile-test-curves.xlsx", "Load (MN)|Settlement (mm)", "0.5|0.6", "1.0|1.4", "2.1|4.0")],
        },
        new("bridge-28", 12, "09:33", Mara, "Contract with Nordvik", $"INBOX,{Label},IMPORTANT,UNREAD", """
            The draft contract is attached. Please read clause 7 (delay) and clause 11 (vibration warranty) with care
            and send remarks by {+6}.

            Mara
            """)
        {
            Files =
            [
                Files.Docx("nordvik-contract-draft.docx", "Supply contract: tuned mass dampers",
                    "7. Delay: 0.5 per cent of the price for each week.",
                    "11. The supplier warrants 4 per cent damping."),
                Files.Pdf("nordvik-datasheet.pdf", "TMD-900 vertical damper", "Mass 900 kg",
                    "Service interval 10 years"),
            ],
        },
        new("bridge-29", 9, "14:05", Tobias, "Re: Contract with Nordvik", $"INBOX,{Label},UNREAD", """
            Clause 11 should name the temperature at which damping is measured. Oil gets stiff at minus ten.
            """) { To = Mara, Cc = Robin, Answers = "bridge-28" },
        new("bridge-30", 3, "10:45", Priya, "Load test: volunteers needed", $"INBOX,{Label},UNREAD,IMPORTANT", """
            For the load test on the prototype span we need eighty people who jump in step. Cake is provided. Who brings
            family? Please answer in the sheet: https://docs.google.com/spreadsheets/d/demo-load-test/edit

            Priya
            """) { To = $"{Robin}, {Tobias}, {Mara}, {Jonah}" },
        new("bridge-31", 1, "08:20", Mara, "Slides for the steering group", $"INBOX,{Label},UNREAD,To Reply", """
            Please add one page on the dampers before {+4}:
            https://docs.google.com/presentation/d/demo-steering/edit

            Mara
            """) { Cc = Priya },
        new("bridge-draft", 2, "18:10", Robin, "Re: Contract with Nordvik", "DRAFT", """
            Mara,

            clause 7: half a per cent is too little, I suggest one per cent per week, capped at ten.
            clause 11: agree with Tobias, measure at plus twenty and at minus ten. And
            """) { To = Mara, Cc = Tobias, Answers = "bridge-29" },
        new("office-1", 84, "09:00", Helen, "Time sheets for August", "Work/Admin", """
            Dear colleagues,

            please hand in your time sheets by {+3}. Whoever is late buys the biscuits for the next team meeting.

            Helen
            """) { To = "All staff <staff@calderpike.example>", Bcc = Robin },
        new("office-2", 57, "12:15", Helen, "Fire drill on Wednesday", "Work/Admin,CATEGORY_UPDATES", """
            The fire drill takes place on {+2} at half past ten. Use the stairs, leave the laptops, meet at the
            fountain.
            """) { To = "All staff <staff@calderpike.example>", Bcc = Robin },
        new("office-3", 24, "13:37", Helen, "Your holiday balance", "INBOX,Work/Admin", """
            Robin,

            you have eleven days of annual leave left this year. Five can be carried over; the rest is lost in March.

            Helen
            """),
        new("office-4", 24, "15:02", Robin, "Re: Your holiday balance", "SENT,Work/Admin", """
            Thank you. I would like to take the week between Christmas and New Year.
            """) { To = Helen, Answers = "office-3" },
        new("office-5", 5, "08:00", Helen, "New door badges", "INBOX,Work/Admin,UNREAD", """
            The old badges stop working on {+9}. Collect the new one at the reception, with your passport.
            """) { To = "All staff <staff@calderpike.example>", Bcc = Robin },
    ];
}
