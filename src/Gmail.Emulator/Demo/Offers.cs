namespace Gmail.Emulator.Demo;

/// <summary>Advertising and social networks: HTML without a plain alternative, unsubscribing by link only.</summary>
internal static class Offers
{
    private const string Promotion = "CATEGORY_PROMOTIONS";
    private const string Social = "CATEGORY_SOCIAL";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        Offer("offer-1", 83, "Peak Outfitters", "peak-outfitters.example", "Last tents of the summer: 40 % off",
            "Tents | The two-person Marmot tent weighs 1.9 kilos and costs 149 instead of 249.\nStoves | Gas stoves "
                + "from 29.", Promotion),
        Offer("offer-2", 58, "Peak Outfitters", "peak-outfitters.example", "Ropes are two for one this week",
            "Ropes | Every 60 metre rope comes with a second one.\nHelmets | In blue, orange and owl grey.", Promotion),
        Offer("offer-3", 23, "Peak Outfitters", "peak-outfitters.example", "Your voucher of 15 expires tomorrow",
            "Voucher | Use the code CRAMPON15 before midnight.\nGloves | Warm to minus twenty.", $"INBOX,{Promotion}"),
        Offer("offer-4", 74, "Bean & Kettle", "bean-kettle.example", "A kilo of coffee on us",
            "Coffee | Subscribe to two bags a month and the third is free.\nKettles | With a swan neck, for slow "
                + "pouring.", Promotion),
        Offer("offer-5", 30, "Bean & Kettle", "bean-kettle.example", "We miss you, Robin",
            "Come back | Your subscription is paused. One click and the postman smells of espresso again.\nNew | Roast "
                + "number nine, from a volcano.",
            $"INBOX,{Promotion},UNREAD"),
        Offer("offer-6", 10, "Albatross Air", "albatross-air.example", "Winter sun from 59",
            "Winter sun | Faro, Madeira and Seville, one way.\nSki | Take your skis for nothing until January.",
                $"INBOX,{Promotion},UNREAD"),
        Offer("offer-7", 1, "Peak Outfitters", "peak-outfitters.example", "Black week begins now",
            "Black week | Up to 50 % on axes, crampons and everything that is cold.\nOutlet | Single sizes, single "
                + "prices.",
            $"INBOX,{Promotion},UNREAD"),
        Notice("social-1", 79, "Trellis", "trellis.example", "Tobias Renner wants to connect",
            "Tobias Renner, geotechnical engineer, wants to connect with you on Trellis."),
        Notice("social-2", 49, "Trellis", "trellis.example", "You appeared in nine searches this week",
            "Nine people searched for footbridge designers and found you. Recruiters may write."),
        Notice("social-3", 29, "Fotolog", "fotolog.example", "Ines Field shared an album: Lisbon",
            "Ines shared 64 photos in the album Lisbon with you. Comment, like, or be silent."),
        Notice("social-4", 15, "Trellis", "trellis.example", "Congratulate Priya Nair on four years at Calder & Pike",
            "Four years already. Say congratulations with one click.", "INBOX"),
        Notice("social-5", 3, "Fotolog", "fotolog.example", "Keiko Arai mentioned you in a comment",
            "Keiko wrote: the one with the lentils is @robinfield.", "INBOX,UNREAD"),
    ];

    private static DemoMail Offer(
        string key, int daysAgo, string shop, string site, string subject, string items, string labels) =>
        new(key, daysAgo, "07:20", $"{shop} <hello@{site}>", subject, labels, Pages.Plain(items))
        {
            Html = Pages.Newsletter(shop, "#111111", subject, items, site),
            HtmlOnly = true,
            Headers = $"List-Unsubscribe: <https://{site}/out?k={key}>\nX-Mailer: Bulkmail 9",
        };

    private static DemoMail Notice(
        string key, int daysAgo, string network, string site, string subject, string text, string place = "") =>
        new(key, daysAgo, "14:14", $"{network} <notify@{site}>", subject,
            place.Length == 0 ? Social : $"{place},{Social}", text)
        {
            Html = Pages.Newsletter(network, "#3355cc", subject, $"{subject} | {text} | https://{site}/go", site),
            Headers = $"List-Unsubscribe: <https://{site}/settings?k={key}>",
        };
}
