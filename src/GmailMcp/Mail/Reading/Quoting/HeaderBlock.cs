namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>The header lines that Outlook and others put above the mail that is answered.</summary>
internal static class HeaderBlock
{
    private const int LongestLabel = 20;
    private const int MostLines = 40;
    private const int WrappedLines = 4;

    private static readonly Dictionary<string, HeaderKind> Labels = Lookup(
        (HeaderKind.From, "From|Von|De|Da|Van|Od|От|От кого|差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|보낸이|Absender|"
            + "Expéditeur|Remitente|Mittente|Remetente|Afzender|Nadawca|Отправитель"),
        (HeaderKind.Sent, "Sent|Gesendet|Envoyé|Envoyé le|Enviado|Enviado el|Enviada|Enviada em|Enviado em|Inviato|"
            + "Inviato il|Verzonden|Wysłano|Wysłane|Data wysłania|Отправлено|送信日時|发送时间|发送日期|寄件日期|傳送時間|傳送日期|"
            + "보낸 날짜|보낸날짜"),
        (HeaderKind.Date, "Date|Datum|Fecha|Data|Дата|日付|日時|日期|时间|날짜"),
        (HeaderKind.To, "To|An|À|A|Para|Aan|Do|Кому|Pour|宛先|收件人|收件者|받는 사람|받는사람|Empfänger|Destinataire|Destinatario|"
            + "Destinatário"),
        (HeaderKind.Subject, "Subject|Betreff|Objet|Sujet|Asunto|Assunto|Oggetto|Onderwerp|Temat|Тема|件名|主题|主題|主旨|제목"),
        (HeaderKind.Other, "Cc|Bcc|Kopie|Kopia|DW|UDW|Копия|抄送|副本|ＣＣ|참조|Reply-To|Importance|Wichtigkeit|Attachments|"
            + "Priority|Priorität|Importancia|Importance|重要性|When|Where"));

    /// <summary>The line after the header lines that begin at <paramref name="first"/>; -1 where none do.</summary>
    public static int EndOf(MailLines lines, int first)
    {
        if (lines.Label(first) is not { } seen)
        {
            return -1;
        }

        var hasAddress = HasWriter(lines, first, seen);
        var end = first + 1;
        for (var next = NextLabel(lines, end); next >= 0 && next - first < MostLines; next = NextLabel(lines, end))
        {
            // NextLabel finds lines with a label only.
            var kind = lines.Label(next)!.Value;
            hasAddress |= HasWriter(lines, next, kind);
            seen |= kind;
            end = next + 1;
        }

        return IsEnough(seen, hasAddress) ? end : -1;
    }

    public static HeaderKind? LabelOf(string plain)
    {
        var colon = plain.AsSpan(0, Math.Min(plain.Length, LongestLabel)).IndexOfAny(':', '：');
        return colon > 0 && Labels.TryGetValue(plain[..colon].TrimEnd(), out var kind) ? kind : null;
    }

    // "From: Berlin, To: Lisbon, Date: 12 May" is a journey: an address, a subject or "Sent" makes it a mail.
    private static bool IsEnough(HeaderKind seen, bool hasAddress)
    {
        var isDated = (seen & (HeaderKind.Sent | HeaderKind.Date)) != 0;
        var isAddressed = (seen & (HeaderKind.To | HeaderKind.Subject)) != 0;
        var isMail = hasAddress || (seen & (HeaderKind.Subject | HeaderKind.Sent)) != 0;
        const HeaderKind Undated = HeaderKind.From | HeaderKind.To | HeaderKind.Subject;
        return ((seen & HeaderKind.From) != 0 && isDated && isAddressed && isMail)
            || ((seen & Undated) == Undated && hasAddress);
    }

    private static bool HasWriter(MailLines lines, int line, HeaderKind kind) =>
        kind == HeaderKind.From && lines.Content(line).Contains('@');

    // Lines between two labels are a long value that was wrapped; one blank line is Markdown's.
    private static int NextLabel(MailLines lines, int line)
    {
        var blanks = 0;
        for (var i = line; i < lines.Count && i <= line + WrappedLines; i++)
        {
            if (lines.IsBlank(i))
            {
                if (++blanks > 1)
                {
                    return -1;
                }
            }
            else if (lines.Label(i) is not null)
            {
                return i;
            }
            else if (blanks > 0 || lines.IsQuoted(i))
            {
                return -1;
            }
        }

        return -1;
    }

    private static Dictionary<string, HeaderKind> Lookup(params ReadOnlySpan<(HeaderKind Kind, string Words)> lists)
    {
        var labels = new Dictionary<string, HeaderKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var (kind, words) in lists)
        {
            foreach (var word in words.Split('|'))
            {
                labels.TryAdd(word, kind);
            }
        }

        return labels;
    }
}
