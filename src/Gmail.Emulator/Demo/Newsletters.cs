namespace Gmail.Emulator.Demo;

/// <summary>Newsletters that somebody once subscribed to, in the heavy HTML that they come in.</summary>
internal static class Newsletters
{
    public static IReadOnlyList<DemoMail> Mails() =>
    [
        Issue("news-1", 89, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 211: the longest plank",
            "Timber is back, and it is longer than ever", """
            The longest plank | A footbridge of glued spruce crosses 51 metres in one piece. | https://span-weekly.example/211/plank
            Rust as a roof | Weathering steel needs no paint, but it needs rain and sun in turn. | https://span-weekly.example/211/rust
            Letters | A reader asks why bridges hum. The answer is vortex shedding. | https://span-weekly.example/211/letters
            """),
        Issue("news-2", 82, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 212: what pigeons know",
            "Why birds prefer box girders", """
            What pigeons know | Flat ledges invite nests; a slope of sixty degrees does not. | https://span-weekly.example/212/pigeons
            A museum of bolts | Four thousand bolts in one cellar, sorted by the man who collected them. | https://span-weekly.example/212/bolts
            """),
        Issue("news-3", 75, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 213: dampers explained",
            "A pendulum in every footbridge", """
            Dampers explained | A mass on a spring swings against the walkers. It is the cheapest quiet there is. | https://span-weekly.example/213/dampers
            Video of the month | The opening of a swing bridge, filmed from a kite. | https://www.youtube.com/watch?v=demo0000001
            """),
        Issue("news-4", 40, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 218: concrete that heals",
            "Bacteria close the cracks", """
            Concrete that heals | Limestone from bacteria fills cracks of half a millimetre. | https://span-weekly.example/218/heals
            Cheap drones | Inspecting a pier now takes one afternoon. | https://span-weekly.example/218/drones
            """),
        Issue("news-5", 12, "06:00", "The Span", "span-weekly.example", "#7a1f1f", "Issue 222: a bridge of paper",
            "It carried a fire engine for ten seconds", """
            A bridge of paper | Students folded 900 sheets and drove over them. | https://span-weekly.example/222/paper
            Obituary | The last rope maker of the valley has died at ninety-six. | https://span-weekly.example/222/obituary
            """, "INBOX,UNREAD"),
        Issue("news-6", 85, "15:00", "Balcony Garden", "balcony-garden.example", "#2f6b3a", "Tomatoes: the last watering",
            "Stop feeding them now", """
            The last watering | Pinch out the tips and stop feeding: the fruit must ripen, not the leaves. | https://balcony-garden.example/tips
            Garlic in pots | Plant the cloves before the first frost, three fingers deep. | https://balcony-garden.example/garlic
            """),
        Issue("news-7", 55, "15:00", "Balcony Garden", "balcony-garden.example", "#2f6b3a", "Bulbs: plant in layers",
            "Three floors of tulips in one pot", """
            Bulbs in layers | Tulips below, daffodils above, crocus on top: a lasagne that flowers for ten weeks. | https://balcony-garden.example/lasagne
            Figs in winter | Wrap the pot, not the tree. | https://balcony-garden.example/figs
            """),
        Issue("news-8", 25, "15:00", "Balcony Garden", "balcony-garden.example", "#2f6b3a", "Bring in the geraniums",
            "Frost is forecast", """
            Geraniums | Cut them by half and keep them cool, dark and nearly dry. | https://balcony-garden.example/geraniums
            Bird feeders | Clean them with hot water before the first sunflower seeds. | https://balcony-garden.example/birds
            """, "INBOX"),
        Issue("news-9", 80, "05:30", "Morning Byte", "morning-byte.example", "#1c2b4a", "Password rules nobody needs",
            "Length beats symbols", """
            Password rules | Length beats symbols, and changing every month makes everything worse. | https://morning-byte.example/passwords
            A chip for hearing aids | It learns the voice of your family. | https://morning-byte.example/chip
            """),
        Issue("news-10", 45, "05:30", "Morning Byte", "morning-byte.example", "#1c2b4a", "The map that lied",
            "How a phantom island survived a century", """
            The map that lied | Sandy Island was on every chart until a ship sailed through it. | https://morning-byte.example/map
            Batteries of salt | Cheaper, heavier, and they do not burn. | https://morning-byte.example/salt
            """),
        Issue("news-11", 2, "05:30", "Morning Byte", "morning-byte.example", "#1c2b4a", "Your toaster has opinions",
            "Smart kitchens, dumb ideas", """
            Your toaster has opinions | A study counted eleven apps to make one breakfast. | https://morning-byte.example/toaster
            Quiet keyboards | We typed on nine of them in a library and asked the librarian. | https://morning-byte.example/keyboards
            """, "INBOX,UNREAD"),
        Issue("news-12", 61, "09:00", "City Library", "citylibrary.example", "#5b3a8e", "New on the shelf in September",
            "Twelve novels, two atlases", """
            Novels | Twelve new ones, among them a thriller set in a lighthouse. | https://citylibrary.example/new
            Your loans | Two books are due next week: "Structures" and "Soup". | https://citylibrary.example/loans
            """),
        Issue("news-13", 16, "09:00", "City Library", "citylibrary.example", "#5b3a8e", "Reading night on Friday",
            "Bring a blanket", """
            Reading night | The doors stay open until midnight; bring a blanket and a torch. | https://citylibrary.example/night
            Repair café | Lamps, trousers and radios are mended while you read. | https://citylibrary.example/repair
            """, "INBOX"),
        Issue("news-14", 34, "04:45", "Slow Kitchen", "slow-kitchen.example", "#b35c00", "Soup season",
            "Parsnip, pear and patience", """
            Parsnip soup | Roast the parsnips first; a pear makes it round. | https://slow-kitchen.example/parsnip
            Bread without kneading | Eighteen hours of doing nothing, then a very hot pot. | https://slow-kitchen.example/bread
            """),
        Issue("news-15", 7, "04:45", "Slow Kitchen", "slow-kitchen.example", "#b35c00", "Quince, the stubborn fruit",
            "Hard, sour and worth it", """
            Quince | Nobody eats it raw. Two hours with sugar turn it red. | https://slow-kitchen.example/quince
            Lentils, again | Seven ways, none of them boring. | https://slow-kitchen.example/lentils
            """, "INBOX,UNREAD"),
    ];

    private static DemoMail Issue(
        string key, int daysAgo, string time, string brand, string site, string colour, string subject, string preheader,
        string items, string labels = "Newsletters") =>
        new(key, daysAgo, time, $"{brand} <news@{site}>", subject,
            labels + ",CATEGORY_PROMOTIONS" + (labels == "Newsletters" ? "" : ",Newsletters"), Pages.Plain(items))
        {
            Html = Pages.Newsletter(brand, colour, preheader, items, site),
            Headers = $"List-ID: {brand} <news.{site}>\n"
                + $"List-Unsubscribe: <https://{site}/unsubscribe?k={key}>, <mailto:unsubscribe@{site}>\n"
                + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\nPrecedence: bulk",
        };
}
