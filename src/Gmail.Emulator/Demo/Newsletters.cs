namespace Gmail.Emulator.Demo;

/// <summary>Newsletters that somebody once subscribed to, in the heavy HTML that they come in.</summary>
internal static class Newsletters
{
    public static IReadOnlyList<DemoMail> Mails() =>
    [
        Issue("news-1", 89, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 211: the longest plank",
            "Timber is back, and it is longer than ever", """
            The longest plank | A footbridge of glued spruce crosses 51 metres in one piece. | /211/plank
            Rust as a roof | Weathering steel needs no paint, but it needs rain and sun in turn. | /211/rust
            Letters | A reader asks why bridges hum. The answer is vortex shedding. | /211/letters
            """),
        Issue("news-2", 82, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 212: what pigeons know",
            "Why birds prefer box girders", """
            What pigeons know | Flat ledges invite nests; a slope of sixty degrees does not. | /212/pigeons
            A museum of bolts | Four thousand bolts in one cellar, sorted by the man who collected them. | /212/bolts
            """),
        Issue("news-3", 75, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 213: dampers explained",
            "A pendulum in every footbridge", """
            Dampers explained | A mass on a spring swings against the walkers. It is the cheapest quiet. | /213/dampers
            Video of the month | The opening of a swing bridge, filmed from a kite. | https://www.youtube.com/watch?v=demo1
            """),
        Issue("news-4", 40, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 218: concrete that heals",
            "Bacteria close the cracks", """
            Concrete that heals | Limestone from bacteria fills cracks of half a millimetre. | /218/heals
            Cheap drones | Inspecting a pier now takes one afternoon. | /218/drones
            """),
        Issue("news-5", 12, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 222: a bridge of paper",
            "It carried a fire engine for ten seconds", """
            A bridge of paper | Students folded 900 sheets and drove over them. | /222/paper
            Obituary | The last rope maker of the valley has died at ninety-six. | /222/obituary
            """, "INBOX,UNREAD"),
        Issue("news-6", 85, "15:00", "Balcony Garden", "balcony-garden.example", "#2f6b3a",
            "Tomatoes: the last watering",
            "Stop feeding them now", """
            The last watering | Pinch out the tips and stop feeding: the fruit must ripen, not the leaves. | /tips
            Garlic in pots | Plant the cloves before the first frost, three fingers deep. | /garlic
            """),
        Issue("news-7", 55, "15:00", "Balcony Garden", "balcony-garden.example", "#2f6b3a", "Bulbs: plant in layers",
            "Three floors of tulips in one pot", """
            Bulbs in layers | Tulips below, daffodils above, crocus on top: a lasagne in flower for weeks. | /lasagne
            Figs in winter | Wrap the pot, not the tree. | /figs
            """),
        Issue("news-8", 25, "15:00", "Balcony Garden", "balcony-garden.example", "#2f6b3a", "Bring in the geraniums",
            "Frost is forecast", """
            Geraniums | Cut them by half and keep them cool, dark and nearly dry. | /geraniums
            Bird feeders | Clean them with hot water before the first sunflower seeds. | /birds
            """, "INBOX"),
        Issue("news-9", 80, "05:30", "Morning Byte", "morning-byte.example", "#1c2b4a", "Password rules nobody needs",
            "Length beats symbols", """
            Password rules | Length beats symbols, and changing every month makes everything worse. | /passwords
            A chip for hearing aids | It learns the voice of your family. | /chip
            """),
        Issue("news-10", 45, "05:30", "Morning Byte", "morning-byte.example", "#1c2b4a", "The map that lied",
            "How a phantom island survived a century", """
            The map that lied | Sandy Island was on every chart until a ship sailed through it. | /map
            Batteries of salt | Cheaper, heavier, and they do not burn. | /salt
            """),
        Issue("news-11", 2, "05:30", "Morning Byte", "morning-byte.example", "#1c2b4a", "Your toaster has opinions",
            "Smart kitchens, dumb ideas", """
            Your toaster has opinions | A study counted eleven apps to make one breakfast. | /toaster
            Quiet keyboards | We typed on nine of them in a library and asked the librarian. | /keyboards
            """, "INBOX,UNREAD"),
        Issue("news-12", 61, "09:00", "City Library", "citylibrary.example", "#5b3a8e", "New on the shelf in September",
            "Twelve novels, two atlases", """
            Novels | Twelve new ones, among them a thriller set in a lighthouse. | /new
            Your loans | Two books are due next week: "Structures" and "Soup". | /loans
            """),
        Issue("news-13", 16, "09:00", "City Library", "citylibrary.example", "#5b3a8e", "Reading night on Friday",
            "Bring a blanket", """
            Reading night | The doors stay open until midnight; bring a blanket and a torch. | /night
            Repair café | Lamps, trousers and radios are mended while you read. | /repair
            """, "INBOX"),
        Issue("news-14", 34, "04:45", "Slow Kitchen", "slow-kitchen.example", "#b35c00", "Soup season",
            "Parsnip, pear and patience", """
            Parsnip soup | Roast the parsnips first; a pear makes it round. | /parsnip
            Bread without kneading | Eighteen hours of doing nothing, then a very hot pot. | /bread
            """),
        Issue("news-15", 7, "04:45", "Slow Kitchen", "slow-kitchen.example", "#b35c00", "Quince, the stubborn fruit",
            "Hard, sour and worth it", """
            Quince | Nobody eats it raw. Two hours with sugar turn it red. | /quince
            Lentils, again | Seven ways, none of them boring. | /lentils
            """, "INBOX,UNREAD"),
    ];

    /// <summary>One issue. A link in <paramref name="items"/> is a path at the sender's own site, or whole.</summary>
    private static DemoMail Issue(
        string key, int daysAgo, string time, string brand, string site, string colour, string subject,
        string preheader, string items, string labels = "")
    {
        var linked = items.Replace("| /", $"| https://{site}/", StringComparison.Ordinal);
        var place = labels.Length == 0 ? "" : labels + ",";
        return new(key, daysAgo, time, $"{brand} <news@{site}>", subject,
            place + "Newsletters,CATEGORY_PROMOTIONS", Pages.Plain(linked))
        {
            Html = Pages.Newsletter(brand, colour, preheader, linked, site),
            Headers = $"List-ID: {brand} <news.{site}>\n"
                + $"List-Unsubscribe: <https://{site}/unsubscribe?k={key}>, <mailto:unsubscribe@{site}>\n"
                + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\nPrecedence: bulk",
        };
    }
}
