using System.Collections.Frozen;

namespace GmailMcp.Mail.Composing;

/// <summary>The subject of an answer. Gmail joins an answer to its thread only where the subjects match but for the
/// prefix.</summary>
internal static class ReplySubject
{
    /// <summary>What mail programs of the world put before an answered subject.</summary>
    private static readonly FrozenSet<string> Prefixes = new[]
    {
        "Re", "AW", "Antw", "SV", "VS", "RIF", "R", "Odp", "YNT", "ATB", "RES", "Réf", "Vá", "BLS", "ΑΠ", "ΣΧΕΤ",
        "Отв", "Ответ", "Отг", "Відп", "回复", "回覆", "答复", "答覆", "返信", "回信", "답장", "회신", "ตอบกลับ", "رد", "השב",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string For(string subject)
    {
        var text = subject.Trim();
        if (text.Length == 0)
        {
            return "Re:";
        }

        return HasReplyPrefix(text) ? text : $"Re: {text}";
    }

    /// <summary><c>Re:</c>, <c>AW:</c>, <c>Re[2]:</c>, <c>Re(2):</c>, <c>RE^2:</c>, <c>回复：</c> with the wide
    /// colon.</summary>
    private static bool HasReplyPrefix(string subject)
    {
        var colon = subject.AsSpan().IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return false;
        }

        var prefix = subject[..colon].Trim();
        var count = prefix.AsSpan().IndexOfAny('[', '(', '^');
        var word = count > 0 ? prefix[..count].Trim() : prefix;
        return Prefixes.Contains(word);
    }
}
