using System.Buffers;

namespace GmailMcp.Mail.Reading;

/// <summary>Recognises plain parts that hold nothing but "please view in a browser", or hold HTML.</summary>
internal static class PlainPlaceholder
{
    /// <summary>A letter longer than this is a letter, whatever it says of browsers.</summary>
    private const int LongestInChars = 1200;

    /// <summary>Shorter than this, the plain part is a placeholder where the HTML says five times as much.</summary>
    private const int ShortInChars = 300;

    private const int MaxHtmlLookedAtInChars = 256 * 1024;

    // One pass for all: the search of each by itself took a third of the time of reading a mail.
    private static readonly SearchValues<string> Phrases = SearchValues.Create(
    [
        "view in browser", "in your browser", "in a browser", "web browser", "view this email", "view this mail", "view online",
        "view the online version", "web version", "online version", "doesn't support html", "not support html",
        "cannot display html", "cannot show html", "can't display html", "can't show html", "html-enabled", "html capable",
        "html compatible", "enable html", "html email", "html version", "html format", "html message",
        "read this email online",
        "im browser", "online ansehen", "webversion", "kein html", "keine html", "html-darstellung", "html-format",
        "dans votre navigateur", "version en ligne", "au format html", "ne prend pas en charge", "affiche pas correctement",
        "en tu navegador", "en el navegador", "en su navegador", "versión web", "versión online", "no admite html",
        "formato html",
        "no navegador", "versão online", "no seu navegador", "não suporta html",
        "nel browser", "nel tuo browser", "versione online", "non supporta", "versione web",
        "in je browser", "in uw browser", "webversie", "online versie", "ondersteunt geen html",
        "w przeglądarce", "wersja online", "nie obsługuje html", "wersję online",
        "в браузере", "веб-версия", "не поддерживает html", "онлайн-версия",
        "i webbläsaren", "webbversion", "i din webbläsare", "i browseren", "i nettleseren", "selaimessa",
        "ブラウザ", "html形式", "htmlメール", "在浏览器", "浏览器中", "在瀏覽器", "html格式", "브라우저", "웹에서 보기", "tarayıcı",
    ],
    StringComparison.OrdinalIgnoreCase);

    private static readonly (string Start, string End)[] UnseenElements =
        [("<style", "</style"), ("<script", "</script"), ("<title", "</title"), ("<!--", "-->")];

    public static bool IsWorseThan(string? plain, string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(plain) || LooksLikeHtml(plain))
        {
            return true;
        }

        if (plain.Length > LongestInChars * 4)
        {
            return false;
        }

        var said = LettersWithoutLinks(plain);
        if (said >= LongestInChars)
        {
            return false;
        }

        // No further than it decides: most of a newsletter is not counted.
        var isShort = said < ShortInChars;
        var seen = VisibleLetters(html, atMost: (isShort ? said * 5 : said) + 1);
        return (isShort && said * 5 < seen) || (seen > said && plain.AsSpan().ContainsAny(Phrases));
    }

    /// <summary>Whether a page holds more than the text beside it, by half and a sentence.</summary>
    public static bool SaysMuchMore(string html, string plain)
    {
        var enough = (LettersWithoutLinks(plain) * 3 / 2) + 50;
        return VisibleLetters(html, atMost: enough + 1) > enough;
    }

    /// <summary>Some mailers put the HTML into both parts.</summary>
    private static bool LooksLikeHtml(string plain)
    {
        var start = plain.AsSpan().TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static int LettersWithoutLinks(ReadOnlySpan<char> plain)
    {
        var letters = 0;
        while (!(plain = plain.TrimStart()).IsEmpty)
        {
            var length = 1;
            while (length < plain.Length && !char.IsWhiteSpace(plain[length]))
            {
                length++;
            }

            letters += plain[..length].Contains("://", StringComparison.Ordinal) ? 0 : Letters(plain[..length]);
            plain = plain[length..];
        }

        return letters;
    }

    /// <summary>Roughly: the letters outside tags, style and script.</summary>
    /// <param name="html">The page.</param>
    /// <param name="atMost">Where to stop counting; the answer may be somewhat more.</param>
    private static int VisibleLetters(string html, int atMost)
    {
        var rest = html.AsSpan(0, Math.Min(html.Length, MaxHtmlLookedAtInChars));
        var letters = 0;
        while (rest.Length > 0 && letters < atMost)
        {
            var open = rest.IndexOf('<');
            letters += Letters(open < 0 ? rest : rest[..open]);
            rest = open < 0 ? default : AfterTag(rest[open..]);
        }

        return letters;
    }

    private static int Letters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetterOrDigit(c) ? 1 : 0;
        }

        return letters;
    }

    private static ReadOnlySpan<char> AfterTag(ReadOnlySpan<char> tag)
    {
        string? endOfUnseen = null;
        foreach (var (start, end) in UnseenElements)
        {
            endOfUnseen = tag.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? end : endOfUnseen;
        }

        if (endOfUnseen is not null)
        {
            var unseenEnd = tag.IndexOf(endOfUnseen, StringComparison.OrdinalIgnoreCase);
            tag = unseenEnd < 0 ? default : tag[unseenEnd..];
        }

        var close = tag.IndexOf('>');
        return close < 0 ? default : tag[(close + 1)..];
    }
}
