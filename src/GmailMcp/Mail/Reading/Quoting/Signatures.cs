namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Where a piece of new text ends and its signature begins.</summary>
internal static class Signatures
{
    private const int MostLines = 40;
    private const int MostCharacters = 4000;
    private const int MostBareLines = 8;
    private const int MostBareCharacters = 800;
    private const int ShortestFooterRule = 30;
    private const int MostFooterLines = 8;
    private const int LongestAppLine = 90;
    private const int MostWords = 13;
    private const int MostWordsWithoutDevice = 7;

    private static readonly string[] AppBeginnings =
    [
        "sent from ", "sent with ", "sent via ", "get outlook for", "von meinem ", "von unterwegs", "gesendet von ",
        "gesendet mit ", "gesendet über ", "diese nachricht wurde von mein", "outlook für ", "holen sie sich outlook",
        "envoyé de mon", "envoyé depuis", "envoyé à partir d", "envoyé avec ", "télécharger outlook",
        "obtenir outlook", "enviado desde ", "enviado de mi ", "enviado con ", "obtener outlook", "enviado do ",
        "enviado a partir d", "enviado pelo ", "enviado de meu ", "obter o outlook", "obtenha o outlook", "inviato da",
        "inviato con ", "ottieni outlook", "scarica outlook", "verzonden vanaf ", "verstuurd vanaf ",
        "verzonden met ", "verzonden via ", "outlook voor ", "download outlook", "wysłane z ", "wysłano z ",
        "wysłane przy ", "pobierz outlook", "отправлено с ", "отправлено из ", "скачать outlook", "发自我的", "发送自",
        "从我的", "發自我的", "從我的", "傳送自", "寄自我的", "取得 outlook", "获取 outlook",
        "outlook for ios", "outlook for android",
    ];

    private static readonly string[] AppEndings = ["から送信", "から送信されました", "에서 보냄"];

    // People write their own: "Sent from a magnificent torch of pixels".
    private static readonly string[] FreeBeginnings =
        ["sent from my ", "sent from a ", "发自我的", "发送自", "从我的", "發自我的", "從我的", "傳送自", "寄自我的"];

    private static readonly string[] Devices =
    [
        "phone", "ipad", "android", "galaxy", "samsung", "blackberry", "mobile", "mobil", "tablet", "mail", "outlook",
        "huawei", "xiaomi", "pixel", "handy", "gerät", "teléfono", "móvil", "telemóvel", "celular", "telefon",
        "cellulare", "portable", "app", "телефон", "почт", "устройств",
    ];

    /// <summary>The first line of the signature that ends the lines from <paramref name="first"/> up to
    /// <paramref name="end"/>; <paramref name="end"/> where there is none.</summary>
    public static int StartIn(MailLines lines, int first, int end, bool endsMail)
    {
        var start = FooterIn(lines, first, end, endsMail);
        start = DelimiterIn(lines, first, start);
        for (var last = LastFull(lines, first, start); last >= first && IsAppLine(lines.Plain(last));
            last = LastFull(lines, first, last))
        {
            start = last;
        }

        return start;
    }

    private static int LastFull(MailLines lines, int first, int end)
    {
        var last = end - 1;
        while (last >= first && lines.IsBlank(last))
        {
            last--;
        }

        return last;
    }

    // Mailman: a long rule and the list's name and addresses.
    private static int FooterIn(MailLines lines, int first, int end, bool endsMail)
    {
        var full = 0;
        var hasAddress = false;
        for (var i = end - 1; endsMail && i >= first && full <= MostFooterLines; i--)
        {
            var content = lines.Content(i);
            if (full > 0 && hasAddress && IsFooterRule(content))
            {
                // Outlook draws such a rule above a mail handed on.
                return lines.Label(lines.NextFull(i + 1, end - i)) is null ? i : end;
            }

            full += content.IsWhiteSpace() ? 0 : 1;
            hasAddress |= lines.Plain(i).Contains('@', StringComparison.Ordinal)
                || lines.Plain(i).Contains("://", StringComparison.Ordinal);
        }

        return end;
    }

    private static bool IsFooterRule(ReadOnlySpan<char> content)
    {
        content = content.Trim();
        return content.Length >= ShortestFooterRule && !content.ContainsAnyExcept('_');
    }

    // Walks from below, so that each line is counted once. "-- " is RFC 3676 §4.3; many programs lose the blank, and
    // people draw "--" between paragraphs, so a bare one needs a short block below it.
    private static int DelimiterIn(MailLines lines, int first, int end)
    {
        var start = end;
        var (full, characters) = (0, 0);
        for (var i = end - 1; i >= first && full <= MostLines && characters <= MostCharacters; i--)
        {
            var content = lines.Content(i);
            if (IsDelimiter(content) && !lines.IsQuoted(i))
            {
                var isBare = content is "--" or "—";
                if (full > 0 && (!isBare || (full <= MostBareLines && characters <= MostBareCharacters)))
                {
                    start = i;
                }
            }

            full += content.IsWhiteSpace() ? 0 : 1;
            characters += content.Length;
        }

        return start;
    }

    public static bool IsDelimiter(ReadOnlySpan<char> content) => content is "-- " or "--" or "—" or "--\u00A0";

    private static bool IsAppLine(string plain)
    {
        if (plain.Length is 0 or > LongestAppLine || plain[^1] is '?' or '!' or ':'
            || plain.Contains(", ", StringComparison.Ordinal))
        {
            return false;
        }

        if (Array.Exists(AppEndings, ending => plain.TrimEnd('.', '。').EndsWith(ending, StringComparison.Ordinal)))
        {
            return true;
        }

        var words = plain.AsSpan().Count(' ') + 1;
        var namesDevice = Separators.ContainsAny(plain, Devices);
        return Separators.StartsWithAny(plain, AppBeginnings) && words <= MostWords
            && (namesDevice || (words <= MostWordsWithoutDevice && plain[^1] != '.'
                && Separators.StartsWithAny(plain, FreeBeginnings)));
    }
}
