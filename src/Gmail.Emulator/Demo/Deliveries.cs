using MimeKit;

namespace Gmail.Emulator.Demo;

/// <summary>Parcels on their way, and a doctor, a bank, a town hall.</summary>
internal static class Deliveries
{
    private const string Parcels = "Swift Parcel <tracking@swiftparcel.example>";
    private const string Updates = "CATEGORY_UPDATES";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("parcel-1", 84, "16:50", Parcels, "Your parcel SP-40071 is on its way", Updates, """
            Sender: Peak Outfitters. Expected on {+2} between 9 and 12. Tracking number SP-40071.
            """),
        new("parcel-2", 82, "10:41", Parcels, "Delivered: SP-40071", Updates, """
            Your parcel was left with the neighbour, Mrs Tuck, second door on the left.
            """),
        new("parcel-3", 19, "17:33", Parcels, "Your parcel SP-51560 is on its way", $"INBOX,{Updates}", """
            Sender: Lamp & Chair. Two boxes, 14 kilos. Expected on {+3}. Tracking number SP-51560.
            """),
        new("parcel-4", 16, "13:02", Parcels, "Delivery attempt failed: SP-51560", $"INBOX,{Updates},IMPORTANT", """
            Nobody was at home. We try again tomorrow. After that the boxes wait at the depot in Mill Road for seven
            days.
            """),
        new("parcel-5", 15, "12:12", Parcels, "Delivered: SP-51560", $"INBOX,{Updates}", """
            Signed for by FIELD.
            """),
        new("parcel-6", 0, "09:15", Parcels, "Your parcel SP-60318 arrives today", $"INBOX,{Updates},UNREAD", """
            Sender: Museum Shop. Please have 4.20 customs duty ready. Tracking number SP-60318.
            """),
        new("bank-1", 78, "06:15", "Beacon Bank <statements@beaconbank.example>", "Your statement for August is ready",
            $"{Updates},IMPORTANT", """
            Your statement is attached. It is locked with your date of birth.
            """)
        {
            Files = [Files.Pdf("statement-august.pdf", "Beacon Bank", "Statement for August",
                "Closing balance 4,208.17")],
        },
        new("bank-2", 17, "06:15", "Beacon Bank <statements@beaconbank.example>", "Your statement for October is ready",
            $"INBOX,{Updates},IMPORTANT", """
            Your statement is attached, and a list of all card payments for your own books.
            """)
        {
            Files =
            [
                Files.Pdf("statement-october.pdf", "Beacon Bank", "Statement for October", "Closing balance 1,377.02"),
                Files.Text("card-payments-october.csv", "text/csv",
                    "date;payee;amount\n2;City Taxi;-70.20\n9;Bean & Kettle;-29.90\n"),
            ],
        },
        new("dentist-1", 29, "08:55", "Dr. Finch, dentist <practice@dr-finch.example>", "Reminder: check-up",
            $"INBOX,{Updates}", """
            Your check-up is on {+30} at 7:40. If you cannot come, ring us two days before; else we charge 25.
            """),
        new("council-1", 11, "10:00", "Town Hall <residents@townhall.example>", "Change of address: documents needed",
            $"INBOX,{Updates},To Reply", """
            For the change of address we need a copy of the lease and of your passport, as PDF, by {+20}.
            """) { Encoding = ContentEncoding.Base64 },
        new("cloud-1", 33, "22:00", "Paperwork Cloud <share@paperwork.example>",
            "Sam Okafor shared \"Moving list\" with you", Updates, """
            Sam Okafor shared a document: https://docs.google.com/document/d/demo-moving-list/edit
            A copy lies at https://drive.google.com/file/d/demo-moving-copy/view
            """),
    ];
}
