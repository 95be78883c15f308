using System.Buffers;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>The line, wrapped or not, that says who wrote what follows: "On … wrote:".</summary>
internal static class Attribution
{
    private const int MostLines = 4;
    private const int Longest = 400;
    private const int DateWithin = 24;
    private const int LongestName = 60;
    private const int WordsOfNameAndVerb = 5;
    private const int LongestVerb = 15;

    private static readonly SearchValues<string> Verbs = SearchValues.Create(
    [
        "wrote", "writes", "schrieb", "geschrieben", "a écrit", "escribió", "escribio", "escreveu", "ha scritto",
        "schreef", "geschreven", "napisał", "pisze", "napisana", "написал", "пишет", "писал", "のメール", "書きました",
        "写道", "寫道", "작성", "쓴 글", "썼습니다", "skrev", "kirjoitti", "napsal",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Openers =
    [
        "on ", "am ", "le ", "el ", "em ", "en ", "il ", "op ", "w dniu ", "dnia ", "wiadomość ", "в ", "在 ", "at ",
    ];

    /// <summary>The first line of the attribution that ends with line <paramref name="last"/>; -1 where it ends none.
    /// </summary>
    public static int StartOf(MailLines lines, int last, int lowest)
    {
        if (!EndsWithColon(lines.Plain(last)))
        {
            return -1;
        }

        var words = "";
        for (var first = last; first > last - MostLines && first >= lowest && Belongs(lines, first, last); first--)
        {
            words = first == last ? lines.Plain(first) : $"{lines.Plain(first)} {words}";
            if (words.Length > Longest)
            {
                return -1;
            }

            if (IsAttribution(words))
            {
                return WithWriter(lines, WithWrappedStart(lines, first, last, lowest), last, lowest);
            }
        }

        return -1;
    }

    /// <summary>Says that the words alone are proof, so that what follows need not carry quote marks.</summary>
    public static bool IsCertain(string words)
    {
        var hasAddress = words.Contains('@', StringComparison.Ordinal);
        return hasAddress && QuoteDate.IsIn(words)
            && (HasVerb(words) || (words.EndsWith(">:", StringComparison.Ordinal) && StartsWithDate(words)));
    }

    public static string Joined(MailLines lines, int first, int last) => first == last
        ? lines.Plain(first)
        : string.Join(' ', Enumerable.Range(first, last - first + 1).Select(lines.Plain));

    private static bool IsAttribution(string words)
    {
        var hasAddress = words.Contains('@', StringComparison.Ordinal);
        var hasDate = QuoteDate.IsIn(words);
        if (!hasAddress && !hasDate)
        {
            return IsNameAndVerb(words);
        }

        return (hasDate && hasAddress && (StartsWithDate(words) || words[^2] == '>' || words[0] == '<'))
            || HasVerb(words);
    }

    // "Anna Example wrote:", not "the lease that you and the landlord wrote:".
    private static bool IsNameAndVerb(string words) =>
        char.IsUpper(words[0]) && words.AsSpan().Count(' ') < WordsOfNameAndVerb
        && words.AsSpan(Math.Max(0, words.Length - LongestVerb)).ContainsAny(Verbs);

    // The shortest words that are an attribution may be the end of one: "<anna@example.com> wrote:".
    private static int WithWrappedStart(MailLines lines, int first, int last, int lowest)
    {
        if (Separators.StartsWithAny(lines.Plain(first), Openers))
        {
            return first;
        }

        var startsMidway = !StartsWithDate(lines.Plain(first));
        for (var above = first - 1; above > last - MostLines && above >= lowest && Belongs(lines, above, last); above--)
        {
            var plain = lines.Plain(above);
            if (Separators.StartsWithAny(plain, Openers) || (startsMidway && StartsWithDate(plain)))
            {
                return EndsSentence(plain) ? first : above;
            }

            if (startsMidway && above == first - 1 && lines.Plain(first)[0] == '<' && plain.Length <= LongestName
                && !EndsSentence(plain))
            {
                return above;
            }
        }

        return first;
    }

    // "Anna Example <anna@example.com>", and on the next line "于2025年5月12日周一 10:30写道：".
    private static int WithWriter(MailLines lines, int first, int last, int lowest)
    {
        var above = first - 1;
        return above >= lowest && above > last - MostLines && Belongs(lines, above, last)
            && lines.Plain(above) is [.., '>'] writer && writer.Contains('@', StringComparison.Ordinal)
            && !Joined(lines, first, last).Contains('@', StringComparison.Ordinal)
                ? above
                : first;
    }

    private static bool Belongs(MailLines lines, int line, int last) =>
        lines.Plain(line).Length > 0 && lines[line].Depth == lines[last].Depth;

    private static bool EndsSentence(string plain) => plain[^1] is '.' or '!' or '?' or ':' or '。';

    private static bool EndsWithColon(string plain) => plain.Length > 1 && plain[^1] is ':' or '：';

    private static bool HasVerb(string words) => words.AsSpan().ContainsAny(Verbs);

    private static bool StartsWithDate(string words) => words[0] is not ('<' or '[' or '(')
        && (words.AsSpan(0, Math.Min(DateWithin, words.Length)).ContainsAnyInRange('0', '9')
            || Separators.StartsWithAny(words, Openers));
}
