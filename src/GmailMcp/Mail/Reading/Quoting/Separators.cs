using System.Buffers;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>The lines that clients put between a mail and the one it answers or hands on.</summary>
internal static class Separators
{
    private const int LongestSeparator = 90;
    private const int ShortestRule = 5;

    private static readonly SearchValues<char> Drawn = SearchValues.Create("_-=*– \\");

    private static readonly string[] Forwards =
    [
        "forwarded message", "forwarded email", "weitergeleitete", "transféré", "reenviado", "encaminhada",
        "reencaminhada", "inoltrato", "doorgestuurd", "przekazan", "przekazywan", "переадресован", "перенаправлен",
        "пересылаем", "переслан", "転送", "转发", "轉寄", "전달된", "전달한",
        "vidarebefordra", "videresend", "välitetty", "přeposlan", "iletilen",
    ];

    // How Apple Mail and others begin the line where they draw no dashes.
    private static readonly string[] ForwardBeginnings =
    [
        "begin forwarded", "begin doorgestuurd", "anfang der weiter", "début du message", "inicio del mensaje",
        "início da mensagem", "inizio messaggio", "inizio del messaggio", "początek przek", "начало пере",
        "転送された", "転送元", "以下是转发", "开始转发", "以下是轉寄", "開始轉寄", "轉寄的", "转发的", "전달된 메시지",
    ];

    private static readonly string[] Originals =
    [
        "original message", "original email", "original appointment", "ursprüngliche nachricht", "originalnachricht",
        "urspruengliche nachricht", "message d'origine", "message d’origine", "message original", "mensaje original",
        "mensagem original", "messaggio originale", "oorspronkelijk bericht", "origineel bericht",
        "oryginalna wiadomość", "wiadomość oryginalna", "исходное сообщение", "оригинальное сообщение",
        "元のメッセージ", "元のメール", "原始邮件", "原邮件", "原始消息", "原始郵件", "原始訊息", "원본 메시지", "원본 메일",
        "reply message", "reply separator",
    ];

    /// <summary>Says that what follows is a mail handed on: it is what the writer wants read.</summary>
    public static bool IsForward(string plain)
    {
        if (plain.Length is 0 or > LongestSeparator)
        {
            return false;
        }

        return (Dashed(plain) && ContainsAny(plain, Forwards))
            || (plain[^1] is ':' or '：' && StartsWithAny(plain, ForwardBeginnings) && ContainsAny(plain, Forwards));
    }

    /// <summary>Says that what follows is the mail that is answered.</summary>
    public static bool IsOriginal(string plain) =>
        plain.Length is > 0 and <= LongestSeparator && Dashed(plain) && ContainsAny(plain, Originals);

    /// <summary>Says that a line is drawn, not written.</summary>
    public static bool IsRule(ReadOnlySpan<char> content)
    {
        content = content.Trim();
        return content.Length >= ShortestRule && !content.ContainsAnyExcept(Drawn);
    }

    public static bool ContainsAny(string plain, string[] words) =>
        Array.Exists(words, word => plain.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static bool StartsWithAny(string plain, string[] words) =>
        Array.Exists(words, word => plain.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool Dashed(string plain) => IsDrawn(plain[0]) && plain.Length > 4 && IsDrawn(plain[1])
        && IsDrawn(plain[^1]) && IsDrawn(plain[^2]);

    private static bool IsDrawn(char c) => c is '-' or '_' or '=' or '–' or '—';
}
