namespace Gmail.Emulator.Demo;

/// <summary>Receipts and invoices.</summary>
internal static class Receipts
{
    private const string Labels = "Receipts,CATEGORY_UPDATES,CATEGORY_PURCHASES";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        Receipt("receipt-1", 86, "Peak Outfitters <orders@peak-outfitters.example>",
            "Your receipt from Peak Outfitters, order 20881",
            "Climbing shoes Gecko, size 43 | 96.00\nChalk, 300 g | 7.50", "Total 103.50, paid by card ending 4417."),
        Receipt("receipt-2", 71, "Bean & Kettle <orders@bean-kettle.example>",
            "Receipt: coffee subscription, September",
            "House roast, 1 kg | 24.00\nDelivery | 0.00", "Total 24.00. The next parcel leaves in four weeks."),
        Receipt("receipt-3", 57, "Velo Works <till@velo-works.example>", "Invoice 1187: bicycle service",
            "Service, large | 79.00\nBrake pads, two pairs | 22.00",
                "Total 101.00. The chain has 500 kilometres left in it.",
            Files.Pdf("invoice-1187.pdf", "Velo Works, invoice 1187", "Service, large 79.00", "Brake pads 22.00",
                "Total 101.00")),
        Receipt("receipt-4", 48, "City Taxi <receipts@citytaxi.example>", "Your ride at 03:31",
            "Night ride to the airport | 64.20\nTip | 6.00", "Total 70.20. Your driver was Example Driver 12."),
        Receipt("receipt-5", 41, "Bean & Kettle <orders@bean-kettle.example>", "Receipt: coffee subscription, October",
            "House roast, 1 kg | 24.00\nFilter papers | 5.90", "Total 29.90."),
        Receipt("receipt-6", 32, "Paperwork Cloud <billing@paperwork.example>", "Invoice PW-3309 for your storage plan",
            "Storage plan, one year | 35.88", "Total 35.88. The plan renews in a year unless you cancel.",
            Files.Pdf("PW-3309.pdf", "Paperwork Cloud", "Invoice PW-3309", "Storage plan, one year 35.88")),
        Receipt("receipt-7", 28, "Tarn Climbing Club <treasurer@tarnclub.example>",
            "Membership fee received, thank you",
            "Membership, one year | 48.00", "Total 48.00. The card comes with the next letter."),
        Receipt("receipt-8", 22, "Lamp & Chair <shop@lamp-chair.example>",
            "Order confirmation 7741: one desk lamp, two chairs",
            "Desk lamp Heron | 58.00\nChair Wren, two | 138.00", "Total 196.00. We tell you when the parcel leaves.",
            null, "INBOX,"),
        Receipt("receipt-9", 19, "Museum Shop <shop@azulejo-museum.example>", "Recibo: azulejo with blue ship",
            "Azulejo, blue ship | 34.00\nPostage | 9.80", "Total 43.80 EUR."),
        Receipt("receipt-10", 14, "Velo Works <till@velo-works.example>", "Invoice 1262: new chain",
            "Chain, eleven speed | 31.00\nFitting | 12.00", "Total 43.00. We told you so.",
            Files.Pdf("invoice-1262.pdf", "Velo Works, invoice 1262", "Chain 31.00", "Fitting 12.00", "Total 43.00"),
                "INBOX,"),
        Receipt("receipt-11", 9, "Van & Go <rental@vanandgo.example>", "Reservation of a van, booking VG-5518",
            "Van, large, morning | 60.00\nBlankets, six | 6.00",
                "To be paid on collection. Cancel free of charge until the day before.",
            null, "INBOX,"),
        Receipt("receipt-12", 2, "Bean & Kettle <orders@bean-kettle.example>", "Payment failed: coffee subscription",
            "House roast, 1 kg | 24.00",
                "Your card ending 4417 was declined. Please update it, or the coffee stays here.",
            null, "INBOX,UNREAD,IMPORTANT,"),
    ];

    private static DemoMail Receipt(
        string key, int daysAgo, string shop, string subject, string items, string closing, DemoFile? file = null,
            string labels = "") =>
        new(key, daysAgo, "11:27", shop, subject, labels + Labels,
            $"{subject}\n\n{Pages.Plain(items)}\n\n{closing}")
        {
            Html = Pages.Receipt(shop[..shop.IndexOf(" <", StringComparison.Ordinal)], subject, items, closing),
            Files = file is null ? [] : [file],
        };
}
