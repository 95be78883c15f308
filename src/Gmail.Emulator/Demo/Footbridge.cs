using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>Work: the footbridge over the harbour, from the first sketch to the load test.</summary>
internal static class Footbridge
{
    private const string Label = "Work/Footbridge";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("bridge-1", 88, "08:12", Mara, "Harbour footbridge: kick-off", $"{Label},IMPORTANT", """
            Hi all,

            we won the harbour footbridge. Span 64 metres, opening in eighteen months. Robin takes the deck, Tobias the
            foundations, Priya talks to the port authority. First meeting on {+3} at ten in the big room.

            Mara
            """) { To = $"{Robin}, {Tobias}", Cc = Priya },
        new("bridge-2", 88, "09:40", Tobias, "Re: Harbour footbridge: kick-off", Label, """
            Congratulations to us. Do we have a borehole log yet? Without the geology I can only draw pretty pictures.

            Tobias
            """) { To = Mara, Cc = $"{Robin}, {Priya}", Answers = "bridge-1" },
        new("bridge-3", 88, "10:05", Robin, "Re: Harbour footbridge: kick-off", $"SENT,{Label}", """
            Great news. I will bring the three deck variants from the competition on a single sheet.

            Robin
            """) { To = Mara, Cc = $"{Tobias}, {Priya}", Answers = "bridge-2" },
        new("bridge-4", 86, "14:20", Priya, "Port authority: clearance under the deck", Label, """
            Robin,

            Oskar wants 7.5 metres of headroom at mean high water, not 6.8. He says the pilot boats got taller masts
            last winter. Can the deck go up without the ramps getting steeper than six per cent?

            Priya
            """),
        new("bridge-5", 86, "16:02", Robin, "Re: Port authority: clearance under the deck", $"SENT,{Label}", """
            It can if the ramp takes one more turn. That costs about forty metres of handrail. I will send a sketch.
            """) { To = Priya, Answers = "bridge-4" },
        new("bridge-6", 85, "07:55", Priya, "Re: Port authority: clearance under the deck", Label, """
            Oskar likes the extra turn. He asks whether cyclists must dismount. I said yes for now.
            """) { Answers = "bridge-5" },
        new("bridge-7", 81, "11:30", Tobias, "Borehole log arrived", $"{Label},STARRED", """
            The log is attached. Eleven metres of soft clay, then gravel. We need piles on the north side; the south
            abutment can sit on a pad.

            Tobias
            """)
        {
            Cc = Mara,
            Files =
            [
                Files.Pdf("borehole-log-north.pdf", "Borehole BH-2, north bank", "0.0 - 1.4 m made ground",
                    "1.4 - 12.5 m soft grey clay", "12.5 - 20.0 m dense gravel"),
            ],
        },
        new("bridge-8", 80, "09:15", Mara, "Re: Borehole log arrived", Label, """
            Piles then. Please price twelve of them at 20 metres before Friday so that the budget survives.
            """) { To = Tobias, Cc = Robin, Answers = "bridge-7" },
        new("bridge-9", 78, "13:45", Jonah, "Footbridge budget, second version", $"{Label},IMPORTANT", """
            Hello,

            the sheet is attached: piles are in, the steel price is from last week. We are 3 per cent over. Say where
            you want to save, else I will ask Mara to choose.

            Jonah
            """)
        {
            Files =
            [
                Files.Xlsx("footbridge-budget-v2.xlsx", "Item|Cost", "Piles|184000", "Steel deck|612500",
                    "Handrail|58400",
                    "Lighting|41200"),
            ],
        },
        new("bridge-10", 78, "15:10", Robin, "Re: Footbridge budget, second version", $"SENT,{Label}", """
            We can drop every second lamp: the quay is lit anyway. That saves half of the lighting line.
            """) { To = Jonah, Cc = Mara, Answers = "bridge-9" },
        new("bridge-11", 77, "08:30", Mara, "Re: Footbridge budget, second version", Label, """
            Agreed on the lamps. Keep the handrail in stainless steel; galvanised looks tired after two winters by the
            sea.
            """) { To = Robin, Cc = Jonah, Answers = "bridge-10" },
        new("bridge-12", 73, "10:00", Oskar, "Site visit on the quay", Label, """
            Dear Mr Field,

            you are welcome on the quay on {+4} at 9 o'clock. Please bring a helmet and a life jacket; the gate code
            will be given by telephone only.

            Yours sincerely
            Oskar Dahl, Port Authority
            """) { Cc = Priya },
        new("bridge-13", 69, "17:45", Robin, "Notes from the quay", $"SENT,{Label}", """
            Notes from today:
            - the crane rail is still in use on Tuesdays, so no deliveries then
            - a sewer outfall runs right under axis 3
            - seagulls nest on the north wall until August

            Photos follow when my telephone is dry again.
            """) { To = $"{Mara}, {Tobias}", Cc = Priya },
        new("bridge-14", 68, "08:05", Tobias, "Re: Notes from the quay", $"{Label},To Reply", """
            An outfall under axis 3 is bad news. Can you shift the pier two metres east? Otherwise I need a transfer
            beam.
            """) { Cc = Mara, Answers = "bridge-13" },
        new("bridge-15", 66, "12:00", Robin, "Quay photos", $"SENT,{Label}", """
            The panorama from the north wall, for the visualisation. It is big, sorry.
            """) { To = Mara, Files = [Files.Bitmap("quay-panorama.bmp", 760, 560)] },
        new("bridge-16", 63, "09:20", Mara, "Wind tunnel or not?", $"{Label},IMPORTANT", """
            The checking engineer asks if a deck this slender needs a wind tunnel test. I would rather trust the
            calculation plus dampers. What does the deck say, Robin?
            """) { Cc = Tobias },
        new("bridge-17", 63, "11:48", Robin, "Re: Wind tunnel or not?", $"SENT,{Label}", """
            First vertical frequency is 1.9 hertz, right where people walk. We need tuned mass dampers anyway; with them
            the wind is harmless. I would skip the tunnel.
            """) { To = Mara, Cc = Tobias, Answers = "bridge-16" },
        new("bridge-18", 62, "07:35", Tobias, "Re: Wind tunnel or not?", Label, """
            Seconded. Remember the bridge that wobbled in its first week: nobody blamed the wind, it was the
            pedestrians.
            """) { To = Robin, Cc = Mara, Answers = "bridge-17" },
    ];
}
