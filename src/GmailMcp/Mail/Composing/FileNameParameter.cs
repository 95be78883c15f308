using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>A file name as a parameter of Content-Disposition or Content-Type: in quotes where ASCII can say it, else
/// as RFC 2231 says.</summary>
/// <remarks>MimeKit's own breaks an emoji that falls on the end of a line.</remarks>
internal static class FileNameParameter
{
    private const int MaxLine = 76;

    /// <summary>The field's whole raw value: <c> attachment;CRLF filename="a.pdf"CRLF</c>.</summary>
    public static byte[] Append(string value, string parameterName, string fileName)
    {
        var raw = new StringBuilder($" {value}");
        foreach (var parameter in Parameters(parameterName, fileName))
        {
            raw.Append(";\r\n ").Append(parameter);
        }

        return Encoding.ASCII.GetBytes(raw.Append("\r\n").ToString());
    }

    private static List<string> Parameters(string name, string fileName)
    {
        if (IsPlain(fileName) && name.Length + fileName.Length + 4 < MaxLine)
        {
            return [$"{name}=\"{fileName}\""];
        }

        var whole = $"{name}*=utf-8''{string.Concat(EncodedCharacters(fileName))}";
        return whole.Length < MaxLine ? [whole] : Segments(name, fileName);
    }

    /// <summary>RFC 2231 §3 and §4.1: numbered pieces, the first one names the charset. None ends inside a character,
    /// for readers that decode them one by one.</summary>
    private static List<string> Segments(string name, string fileName)
    {
        var segments = new List<string>();
        var current = new StringBuilder($"{name}*0*=utf-8''");
        foreach (var character in EncodedCharacters(fileName))
        {
            if (current.Length + character.Length >= MaxLine - 1)
            {
                segments.Add(current.ToString());
                current.Clear().Append(name).Append('*').Append(segments.Count).Append("*=");
            }

            current.Append(character);
        }

        segments.Add(current.ToString());
        return segments;
    }

    private static IEnumerable<string> EncodedCharacters(string fileName)
    {
        var bytes = new byte[4];
        foreach (var rune in fileName.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            yield return rune.IsAscii && IsAttributeCharacter((char)rune.Value)
                ? rune.ToString()
                : string.Concat(bytes.Take(length).Select(b => $"%{b:X2}"));
        }
    }

    /// <summary>Quotes and backslashes could be escaped, but not every reader knows how; encoded words may not stand
    /// here and are decoded all the same.</summary>
    private static bool IsPlain(string fileName) =>
        !fileName.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && fileName.AsSpan().IndexOfAny('"', '\\') < 0
        && !fileName.Contains("=?", StringComparison.Ordinal);

    /// <summary>RFC 2231 §7, attribute-char.</summary>
    private static bool IsAttributeCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$&+-.^_`{|}~".Contains(c);
}
