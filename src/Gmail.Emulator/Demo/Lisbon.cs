using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>Five days in Lisbon with sister and parents, from the idea to the photographs.</summary>
internal static class Lisbon
{
    private const string Label = "Travel/Lisbon";
    private const string Airline = "Albatross Air <bookings@albatross-air.example>";
    private const string Guesthouse = "Casa do Jasmim <reservas@casadojasmim.example>";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("lisbon-1", 90, "19:20", Ines, "Mum's seventieth: Lisbon?", $"{Label},Family", """
            Hey Robin,

            Mum turns seventy in October. She has talked about the yellow trams since we were small. What about five
            days in Lisbon, all four of us? I could look for flights.

            Ines
            """),
        new("lisbon-2", 90, "20:45", Robin, "Re: Mum's seventieth: Lisbon?", $"SENT,{Label}", """
            Yes! Keep it secret from her. I will look for a place to stay without too many stairs, because of Dad's
            knee.
            """) { To = Ines, Answers = "lisbon-1" },
        new("lisbon-3", 89, "18:02", Ines, "Re: Mum's seventieth: Lisbon?", $"{Label},Family", """
            Good thinking about the knee. Lisbon is all hills! Alfama looks lovely but steep; Baixa is flat.
            """) { Answers = "lisbon-2" },
        new("lisbon-4", 83, "21:10", Martin, "The secret plan", $"{Label},Family", """
            Your sister told me. I can keep a secret, ask nobody about the bicycle of 1994. My knee can do one hill a
            day.

            Dad
            """) { Cc = Ines },
        new("lisbon-5", 76, "06:30", Airline, "Booking confirmation QX7R2M: London to Lisbon",
            $"{Label},CATEGORY_UPDATES,CATEGORY_RESERVATIONS,STARRED", """
            Thank you for booking with Albatross Air.

            Booking reference QX7R2M
            AL 512 London Gatwick - Lisbon, 07:05
            AL 519 Lisbon - London Gatwick, 18:40
            Passengers: R. Field, I. Field, M. Field, C. Field
            Total paid: GBP 486.20
            """)
        {
            Html = Pages.Receipt("Albatross Air", "Thank you for booking. Your reference is QX7R2M.",
                "AL 512 London Gatwick - Lisbon, 4 passengers | GBP 251.10\nAL 519 Lisbon - London Gatwick, 4 "
                    + "passengers | GBP 235.10",
                "Total paid: GBP 486.20. Bags are not included."),
            Files =
            [
                Files.Pdf("e-ticket-QX7R2M.pdf", "Electronic ticket QX7R2M", "FIELD/ROBIN MR", "AL 512 LGW-LIS 07:05",
                    "AL 519 LIS-LGW 18:40"),
            ],
        },
        new("lisbon-6", 75, "10:14", Guesthouse, "Your reservation at Casa do Jasmim",
            $"{Label},CATEGORY_UPDATES,CATEGORY_RESERVATIONS", """
            Olá Robin,

            a vossa reserva está confirmada: two double rooms with lift access, four nights, breakfast on the terrace.
            Check-in from 15:00. If you arrive late, the code of the door is sent by text message.

            Até breve
            Família Jasmim
            """) { Encoding = MimeKit.ContentEncoding.QuotedPrintable },
        new("lisbon-7", 75, "12:30", Robin, "Fwd: Your reservation at Casa do Jasmim", $"SENT,{Label}", """
            Booked: two rooms, lift, breakfast on a terrace. Dad's knee says thank you.
            """) { To = $"{Ines}, {Martin}", Answers = "lisbon-6" },
        new("lisbon-8", 70, "17:55", Ines, "What to see", Label, """
            My list: tram 28, the tile museum, pastéis at Belém, fado one evening, the cloister. Yours?

            Ines
            """),
        new("lisbon-9", 70, "19:12", Robin, "Re: What to see", $"SENT,{Label}", """
            The suspension bridge, obviously. And the oceanarium, if it rains.
            """) { To = Ines, Answers = "lisbon-8" },
        new("lisbon-10", 69, "08:40", Ines, "Re: What to see", Label, """
            Of course the engineer wants a bridge. Fine: one bridge, from below, with ice cream.
            """) { Answers = "lisbon-9" },
        new("lisbon-11", 60, "11:05", "Museu do Azulejo Example <bilhetes@azulejo-museum.example>",
            "Tickets: tile museum, four visitors",
            $"{Label},CATEGORY_UPDATES", """
            Dear visitor, your four tickets for the tile museum are attached. They are valid on any day of the week but
            Monday. Audio guides cost three euros at the desk.
            """)
        {
            Files = [Files.Pdf("tile-museum-tickets.pdf", "Four tickets", "Order 55-2210", "Closed on Mondays")],
        },
        new("lisbon-12", 52, "20:00", Clara, "Something is going on", $"{Label},Family", """
            My dears, your father whistles and hides the post. Does anybody want to tell me something?

            Mum
            """) { To = $"{Robin}, {Ines}" },
        new("lisbon-13", 52, "20:20", Robin, "Re: Something is going on", $"SENT,{Label}", """
            No idea, Mum. Keep the second week of October free for a very dull dinner.
            """) { To = Clara, Cc = Ines, Answers = "lisbon-12" },
        new("lisbon-14", 45, "16:00", Airline, "Schedule change for booking QX7R2M",
            $"{Label},CATEGORY_UPDATES,IMPORTANT", """
            The departure of AL 512 has moved from 07:05 to 06:40. If this does not suit you, you can rebook without
            charge until {+3}.
            """),
        new("lisbon-15", 45, "17:22", Robin, "Fwd: Schedule change for booking QX7R2M", $"SENT,{Label}", """
            Even earlier. I will order the taxi for half past three. Sorry, Dad.
            """) { To = $"{Ines}, {Martin}", Answers = "lisbon-14" },
        new("lisbon-16", 42, "04:10", Airline, "Online check-in is open: AL 512", $"{Label},CATEGORY_UPDATES", """
            Check in now and choose your seats. The boarding pass can be shown on your telephone.
            """)
        {
            Html = Pages.Newsletter("Albatross Air", "#0b4f8a", "Your seats are waiting",
                "Online check-in is open | Choose your seats for AL 512 now. | https://albatross-air.example/checkin",
                "albatross-air.example"),
        },
        new("lisbon-17", 41, "05:58", Airline, "Boarding pass AL 512 FIELD/ROBIN", $"{Label},CATEGORY_UPDATES", """
            Gate closes 20 minutes before departure. Seat 14C. The boarding pass is attached.
            """) { Files = [Files.Pdf("boarding-pass-AL512.pdf", "AL 512", "FIELD/ROBIN MR", "Seat 14C",
                "Gate closes 06:20")] },
        new("lisbon-18", 38, "22:15", Ines, "Photos, day two", $"{Label},Family", """
            Mum on the tram, Dad asleep on the tram, you explaining the tram.
            """)
        {
            Html = """
                <div dir="ltr">Mum on the tram, Dad asleep on the tram, you explaining the tram.<br>
                <img src="cid:tram-mum@fields.example" alt="Mum on the tram" width="400"><br>
                <img src="cid:tram-dad@fields.example" alt="Dad asleep" width="400"></div>
                """,
            Files =
            [
                new DemoFile("tram-mum.png", "image/png", Files.Png, "tram-mum@fields.example"),
                new DemoFile("tram-dad.png", "image/png", Files.Png, "tram-dad@fields.example"),
            ],
        },
        new("lisbon-19", 35, "09:30", Guesthouse, "Obrigado! How was your stay?", $"{Label},CATEGORY_PROMOTIONS", """
            Dear guests, it was a pleasure. You forgot a grey umbrella in room four; shall we post it? A few words about
            your stay help other travellers.
            """),
        new("lisbon-20", 35, "12:11", Robin, "Re: Obrigado! How was your stay?", $"SENT,{Label}", """
            Thank you for everything. Please keep the umbrella for the next guest who believes that it never rains
            there.
            """) { To = Guesthouse, Answers = "lisbon-19" },
        new("lisbon-21", 33, "18:48", Ines, "Splitting the costs", $"{Label},Receipts,To Reply", """
            All in: 1,312.60. That is 328.15 each, and you already paid the flights, so I owe you 157.95? Check my
            sheet:
            https://docs.google.com/spreadsheets/d/demo-lisbon-costs/edit
            """),
        new("lisbon-22", 28, "20:02", Clara, "Thank you, my loves", $"INBOX,{Label},Family,STARRED", """
            I have put the tile with the blue ship over the stove. It was the best birthday of all seventy.

            Mum
            """) { To = $"{Robin}, {Ines}", Cc = Martin },
    ];
}
