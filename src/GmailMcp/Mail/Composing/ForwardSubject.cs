using System.Collections.Frozen;

namespace GmailMcp.Mail.Composing;

/// <summary>The subject of a mail that is passed on.</summary>
internal static class ForwardSubject
{
    /// <summary>What mail programs of the world put before it.</summary>
    private static readonly FrozenSet<string> Prefixes = new[]
    {
        "Fwd", "Fw", "WG", "TR", "RV", "I", "ENC", "PD", "VS", "VB", "Doorst", "Továbbítás", "İLT", "ΠΡΘ", "Пересл", "转发", "轉寄", "転送",
        "전달",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string For(string subject)
    {
        var text = subject.Trim();
        var colon = text.AsSpan().IndexOfAny(':', '：');
        return colon > 0 && Prefixes.Contains(text[..colon].Trim()) ? text : $"Fwd: {text}".TrimEnd();
    }
}
