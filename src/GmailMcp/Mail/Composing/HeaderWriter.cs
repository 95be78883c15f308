using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Writes header values as they stand in the mail: folded, ASCII, ended by CRLF (RFC 5322 §2.2.3).</summary>
internal static class HeaderWriter
{
    /// <summary>RFC 2047 §2 allows 76 for lines with encoded words; RFC 5322 §2.1.1 asks for 78.</summary>
    private const int MaxLine = 76;

    /// <summary>A name longer than this is not written between quotes, where lines cannot be folded safely.</summary>
    private const int MaxQuoted = 60;

    /// <summary>A subject: as it is where it can be, in encoded words where it has other letters, white space at its
    /// ends, words too long for a line, or what a reader would take for an encoded word.</summary>
    public static byte[] Text(string fieldName, string value)
    {
        var line = new Line(fieldName);
        var plain = IsPlain(value) ? SplitBeforeSpaces(value) : null;
        if (plain is not null && plain.All(piece => piece.Length < MaxLine - fieldName.Length))
        {
            foreach (var piece in plain)
            {
                line.Add(piece.TrimStart(' '), piece[..^piece.TrimStart(' ').Length]);
            }
        }
        else
        {
            foreach (var word in EncodedWords.Encode(value, MaxLine - fieldName.Length - 2))
            {
                line.Add(word, " ");
            }
        }

        return line.End();
    }

    /// <summary>To, Cc, Bcc, From.</summary>
    public static byte[] Addresses(string fieldName, IReadOnlyList<MailAddress> addresses)
    {
        var line = new Line(fieldName);
        for (var i = 0; i < addresses.Count; i++)
        {
            var comma = i < addresses.Count - 1 ? "," : "";
            foreach (var piece in NamePieces(addresses[i].Name))
            {
                line.Add(piece, " ");
            }

            var address = addresses[i].Name.Length > 0 ? $"<{addresses[i].Address}>" : addresses[i].Address;
            line.Add(address + comma, " ");
        }

        return line.End();
    }

    /// <summary>In-Reply-To, References.</summary>
    public static byte[] Ids(string fieldName, IReadOnlyList<string> messageIds)
    {
        var line = new Line(fieldName);
        foreach (var messageId in messageIds)
        {
            line.Add(messageId, " ");
        }

        return line.End();
    }

    /// <summary>A display name (RFC 5322 phrase): bare words, one quoted string, or encoded words.</summary>
    private static IReadOnlyList<string> NamePieces(string name)
    {
        if (name.Length == 0)
        {
            return [];
        }

        var words = name.Split(' ');
        if (IsPlain(name) && words.All(word => word.Length is > 0 and < MaxQuoted && word.All(IsAtomCharacter)))
        {
            return words;
        }

        if (!IsPlain(name) || name.Length > MaxQuoted)
        {
            return EncodedWords.Encode(name, EncodedWords.MaxLength - "Reply-To: ".Length);
        }

        var escaped = name
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return [$"\"{escaped}\""];
    }

    /// <summary>Printable ASCII that means the same when read back.</summary>
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && !text.Contains("=?", StringComparison.Ordinal)
        && !text.StartsWith(' ')
        && !text.EndsWith(' ');

    /// <summary>RFC 5322 §3.2.3, atext.</summary>
    private static bool IsAtomCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c);

    /// <summary>"a  b c" → "a", "  b", " c": a line is folded before white space and keeps it.</summary>
    private static List<string> SplitBeforeSpaces(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == ' ' && text[i - 1] != ' ')
            {
                pieces.Add(text[start..i]);
                start = i;
            }
        }

        if (text.Length > 0)
        {
            pieces.Add(text[start..]);
        }

        return pieces;
    }

    /// <summary>The value while it grows.</summary>
    private sealed class Line(string fieldName)
    {
        private readonly StringBuilder _value = new(" ");
        private int _length = fieldName.Length + 2;
        private bool _isEmpty = true;

        public void Add(string piece, string space)
        {
            if (!_isEmpty)
            {
                if (_length + space.Length + piece.Length > MaxLine)
                {
                    _value.Append("\r\n");
                    _length = 0;
                }

                _value.Append(space);
                _length += space.Length;
            }

            _value.Append(piece);
            _length += piece.Length;
            _isEmpty = false;
        }

        public byte[] End() => Encoding.ASCII.GetBytes(_value.Append("\r\n").ToString());
    }
}
