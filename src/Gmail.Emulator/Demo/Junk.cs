using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>Spam, and what was thrown away.</summary>
internal static class Junk
{
    public static IReadOnlyList<DemoMail> Mails() =>
    [
        Spam("spam-1", 28, "Prize Office <winner@lucky-draw.example>", "You have WON a yacht", """
            Congratulations! Your address was drawn. Send 90.00 for the mooring fee and collect your yacht in Monaco.
            """),
        Spam("spam-2", 25, "Dr. Slim <slim@miracle-pills.example>", "Lose 12 kilos in one weekend", """
            Doctors hate this berry. Order three bottles, pay for two, cancel never.
            """),
        Spam("spam-3", 19, "Prince O. <prince@royal-funds.example>", "Confidential: 18 million for you", """
            Dearest friend, my late uncle left 18 million in a trunk. I need an honest person with a bank account.
            """),
        Spam("spam-4", 13, "SEO Rocket <grow@seo-rocket.example>", "Your website ranks badly", """
            We looked at your website and cried. For 499 we bring it to page one of every search engine.
            """),
        Spam("spam-5", 9, "Coin Uncle <coins@coin-uncle.example>", "Turn 100 into 9,000 by Friday", """
            A robot trades while you sleep. Lisbon, London, Lagos: thousands are rich already.
            """),
        Spam("spam-6", 3, "Hot Deals <deals@hot-deals.example>", "Cheap watches, cheaper handbags", """
            Every brand, no taxes, no questions. Ships from a warehouse that does not exist.
            """),
        new("trash-1", 27, "07:20", "Bean & Kettle <hello@bean-kettle.example>",
            "Kettles at half price", "TRASH,CATEGORY_PROMOTIONS", """
            Today only: swan-neck kettles at half price, with a free kilo of coffee.
            """),
        new("trash-2", 20, "15:45", "Agnes Poll <survey@opinions.example>",
            "How satisfied are you?", "TRASH,CATEGORY_UPDATES", """
            On a scale from one to eleven, how satisfied are you with your satisfaction? The survey takes an hour.
            """),
        new("trash-3", 18, "10:20", Keystone, "Viewing: 9 Marsh Row, ground floor", "TRASH,Home/Flat", """
            A new offer: 9 Marsh Row, ground floor, slightly damp, 1,490 a month.
            """),
        new("trash-4", 6, "18:05", Robin, "Test", "TRASH,SENT", """
            Test, please ignore.
            """) { To = Robin },
    ];

    private static DemoMail Spam(string key, int daysAgo, string from, string subject, string text) =>
        new(key, daysAgo, "02:22", from, subject, "SPAM,UNREAD", text)
        {
            Verdict = "softfail",
            Html = $"<html><body bgcolor=\"#ffffaa\"><center><font size=\"7\" color=\"red\">{subject}</font></center>"
                + $"<p>{text}</p><a href=\"http://{from[(from.IndexOf('@') + 1)..].TrimEnd('>')}/go\">CLICK "
                + $"HERE</a></body></html>",
        };
}
