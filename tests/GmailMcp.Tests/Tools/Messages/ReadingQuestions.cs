namespace GmailMcp.Tests.Tools.Messages;

/// <summary>What answers a question.</summary>
internal enum AnsweredBy
{
    Body,
    Link,
    Invitation,
    Attachment,
}

/// <summary>What a person would ask about a mail of the folder Asked, and the words that answer it.</summary>
/// <param name="By">What answers it.</param>
/// <param name="Mail">The file's name without .eml.</param>
/// <param name="Words">The question.</param>
/// <param name="Answer">Stands in the output to the letter.</param>
/// <param name="Attachment">What read_attachment is to open; null asks read_email.</param>
internal sealed record Question(AnsweredBy By, string Mail, string Words, string Answer, string? Attachment = null);

internal static class ReadingQuestions
{
    public static IReadOnlyList<Question> All { get; } =
    [
        // Shops, newsletters, journeys: HTML that lays out with tables.
        new(AnsweredBy.Body, "order", "What is the order number?", "LL-480213"),
        new(AnsweredBy.Body, "order", "How much did I pay in all, with shipping?", "| Total |  | € 84.60 |"),
        new(AnsweredBy.Body, "newsletter", "On which day is the workshop?", "Saturday, 13 March"),
        new(AnsweredBy.Body, "parcel", "When will the driver come?", "Between 11:40 and 13:10"),
        new(AnsweredBy.Body, "train", "What is the booking code of my journey?", "QK7R2M"),
        new(AnsweredBy.Body, "train", "When and where does the second train leave?",
            "| Birkenau Junction | dep. 09:20 | 6a | LR 77 |"),
        new(AnsweredBy.Body, "hotel", "Bis wann kann ich das Zimmer kostenlos stornieren?", "11. Juni, 18 Uhr"),

        // Where links lead.
        new(AnsweredBy.Link, "newsletter", "Where do I reserve a place in the workshop?",
            "[Keep me a place](https://garden.example/workshops/sowing)"),
        new(AnsweredBy.Link, "address-change", "Which link confirms my address?",
            "https://accounts.reedpost.example/confirm?code=7YQ2"),
        new(AnsweredBy.Link, "false-bank", "Does the link really lead to the bank?",
            "⚠ goes to heronbank.login-check.example"),
        new(AnsweredBy.Link, "parcel", "Where can I see where the parcel is?",
            "[Where is it now?](https://parcels.example/track/JX009431)"),
        new(AnsweredBy.Link, "contract-draft", "Where is the draft of the contract?",
            "[the usual place](https://docs.bureau.example/d/lease-v4)"),
        new(AnsweredBy.Link, "survey", "Where can I renew my books?", "https://library.example/renew/4471"),
        new(AnsweredBy.Link, "shop-image-link", "How do I get back to my basket?", "https://oldmill.example/basket/77"),
        new(AnsweredBy.Link, "shop-image-link", "To which address do I write about the pan?",
            "mailto:pans@oldmill.example"),

        // Answers above old mail, in the charsets of their countries.
        new(AnsweredBy.Body, "reply-german", "Wann fängt das Treffen an?", "erst um 15:30 Uhr"),
        new(AnsweredBy.Body, "reply-french", "Combien serons-nous samedi ?", "nous serons neuf à table"),
        new(AnsweredBy.Body, "reply-spanish", "¿Cuánto pide la carpintera por la mesa?",
            "1.250 € por la mesa de nogal"),
        new(AnsweredBy.Body, "reply-polish", "Gdzie stoi teraz rower?", "przy ulicy Jesionowej 9"),
        new(AnsweredBy.Body, "reply-russian", "Где лежат ключи?", "в кабинете 214"),
        new(AnsweredBy.Body, "reply-japanese", "打ち合わせは何時からですか?", "午後3時から"),
        new(AnsweredBy.Body, "chinese", "我的包裹放在哪里?", "北门门卫室的三号柜"),
        new(AnsweredBy.Body, "korean", "얼마를 결제했나요?", "48,500원"),
        new(AnsweredBy.Body, "arabic", "إلى أي طابق انتقل المكتب؟", "الطابق الخامس"),
        new(AnsweredBy.Body, "reply-outlook", "Which fuse does the pump need?", "16 amperes"),
        new(AnsweredBy.Body, "lying-charset", "Was kostet das Rad?", "219,90 €"),

        // Plain mail and what servers write.
        new(AnsweredBy.Body, "flowed", "Where does the key hang?", "behind the green door of the pump house"),
        new(AnsweredBy.Body, "signed", "On which port does the new machine answer?", "port 8443"),
        new(AnsweredBy.Body, "bounce", "Who did not get my mail?", "Not delivered to nora@fernhill.example"),
        new(AnsweredBy.Body, "bounce", "Why did my mail come back?", "the mailbox is full"),
        new(AnsweredBy.Attachment, "forwarded", "Where do we sit in the theatre?",
            "row 14, seats 3 and 4", "tickets.eml"),
        new(AnsweredBy.Body, "forwarded-inline", "What does the part of the stove cost?", "63.40"),

        // Invitations.
        new(AnsweredBy.Invitation, "invitation", "When is the roof inspected?", "Wed 18 Nov 2026, 14:30–16:00"),
        new(AnsweredBy.Invitation, "invitation", "Where do we meet to inspect the roof?", "Mill Lane 4, attic"),
        new(AnsweredBy.Invitation, "invitation", "Who invited me?", "Organizer: Petra Beispiel <petra@bureau.example>"),
        new(AnsweredBy.Invitation, "invitation-cancelled", "Does the choir meet on the 24th?",
            "Cancelled: Choir evening"),
        new(AnsweredBy.Invitation, "invitation-reply", "Will Jonas come to the inspection?",
            "Jonas Muster <jonas@werkstatt.example> declined"),
        new(AnsweredBy.Invitation, "invitation-reply", "Why can Jonas not come?", "on a ladder elsewhere"),
        new(AnsweredBy.Invitation, "invitation-series", "How often is the review?",
            "every 2 weeks on Friday", "series.ics"),
        new(AnsweredBy.Invitation, "invitation-outlook", "When is lunch, in universal time?", "10:15–11:30 UTC"),

        // Attachments.
        new(AnsweredBy.Attachment, "invoice", "By when must I pay the roofer?", "14 December 2026", "invoice.pdf"),
        new(AnsweredBy.Attachment, "invoice", "What does the roof cost before tax?", "CHF 1'284.50 net", "invoice.pdf"),
        new(AnsweredBy.Attachment, "boarding", "At which gate do I board?", "gate C19", "boarding-pass.pdf"),
        new(AnsweredBy.Attachment, "menu", "What is there for dessert?", "Plum tart with cream", "menu.docx"),
        new(AnsweredBy.Attachment, "minutes", "Who looks after the archive next year?",
            "Mara Example takes over the archive", "minutes.docx"),
        new(AnsweredBy.Attachment, "budget", "What did we spend on printing in March?", "412.75", "budget.xlsx"),
        new(AnsweredBy.Attachment, "budget", "Whom do I call about the hall?", "extension 417", "budget.xlsx"),
        new(AnsweredBy.Attachment, "stock", "How many blue mugs are left?", "1904", "stock.csv"),
        new(AnsweredBy.Attachment, "talk", "When does the new pump start?", "Friday, 20 November", "talk.pptx"),
        new(AnsweredBy.Attachment, "plans", "Which version of the plan of the cellar did they send?",
            "cellar-v3", "plans.zip"),
        new(AnsweredBy.Attachment, "voucher", "Which code do I give at the till?", "TULIP-20", "voucher.html"),
        new(AnsweredBy.Attachment, "readings", "What did the meter show?", "5 318,4 m³", "reading.txt"),
        new(AnsweredBy.Attachment, "letter", "How high may my shed be?", "2.40 metres", "answer.odt"),
        new(AnsweredBy.Attachment, "old-mail", "Until when is the stove under guarantee?",
            "30 June 2029", "their-mail.eml"),
        new(AnsweredBy.Attachment, "overview", "What opens the safe in the hall?", "90-12", "Übersicht März.txt"),
    ];
}
