using System.Text;
using System.Text.Json;

namespace GmailMcp.Cli.Clients;

/// <summary>
/// Reads JSON, comments and trailing commas allowed, and says where each value stands. The tokens are System.Text.Json's; the
/// reader works on UTF-8, and positions are turned into those of the text.
/// </summary>
internal sealed class JsonPositions
{
    private readonly string _text;
    private readonly byte[] _utf8;
    private readonly int _skipped;
    private int _byte;
    private int _character;

    private JsonPositions(string text)
    {
        _text = text;
        _skipped = text.StartsWith('\uFEFF') ? 1 : 0;
        _utf8 = Encoding.UTF8.GetBytes(text[_skipped..]);
    }

    /// <exception cref="ConfigFileException">It is no JSON.</exception>
    public static JsonSpan Read(string text)
    {
        var positions = new JsonPositions(text);
        positions.Validate();
        var reader = new Utf8JsonReader(
            positions._utf8,
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Allow, MaxDepth = 256 });
        try
        {
            Next(ref reader);
            var root = positions.Value(ref reader);
            while (reader.Read())
            {
                // What may follow is comments; anything else throws.
            }

            return root;
        }
        catch (JsonException broken)
        {
            throw positions.Broken(broken);
        }
    }

    // With comments as tokens the reader overlooks a comma that is missing before one; without, it does not (.NET 10.0.12).
    private void Validate()
    {
        var reader = new Utf8JsonReader(
            _utf8, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException broken)
        {
            throw Broken(broken);
        }
    }

    private JsonSpan Value(ref Utf8JsonReader reader)
    {
        var start = At(reader.TokenStartIndex);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return Object(ref reader, start);
        }

        reader.Skip();
        return new JsonSpan(start, At(reader.BytesConsumed));
    }

    private JsonSpan Object(ref Utf8JsonReader reader, int start)
    {
        var members = new List<JsonMember>();
        var (contentEnd, gap, hasComma) = (start + 1, start + 1, false);
        while (reader.Read())
        {
            var tokenStart = At(reader.TokenStartIndex);
            hasComma |= members.Count > 0 && tokenStart > gap && _text.AsSpan(gap, tokenStart - gap).Contains(',');
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return new JsonSpan(start, tokenStart + 1, members, contentEnd, hasComma);
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!; // a name is not null
                Next(ref reader);
                members.Add(new JsonMember(key, tokenStart, Value(ref reader)));
                hasComma = false;
            }

            gap = At(reader.BytesConsumed);
            contentEnd = reader.TokenType == JsonTokenType.Comment ? WithoutLineEnd(gap) : gap;
        }

        throw new JsonException("The text ends inside an object.");
    }

    private static void Next(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Comment)
            {
                return;
            }
        }

        throw new JsonException("The text ends where a value is expected.");
    }

    private int WithoutLineEnd(int end)
    {
        while (_text[end - 1] is '\r' or '\n')
        {
            end--;
        }

        return end;
    }

    // Positions only grow, so each byte is counted once.
    private int At(long position)
    {
        if (position < _byte)
        {
            (_byte, _character) = (0, 0);
        }

        _character += Encoding.UTF8.GetCharCount(_utf8, _byte, (int)position - _byte);
        _byte = (int)position;
        return _skipped + _character;
    }

    private ConfigFileException Broken(JsonException broken)
    {
        var line = (int)(broken.LineNumber ?? _text.AsSpan().Count('\n'));
        var lines = _text.Split('\n');
        var column = Encoding.UTF8.GetByteCount(lines[Math.Min(line, lines.Length - 1)]) < (broken.BytePositionInLine ?? 0)
            ? 0
            : (int)(broken.BytePositionInLine ?? 0);
        var inLine = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(lines[Math.Min(line, lines.Length - 1)]), 0, column).Length;
        return new ConfigFileException($"line {line + 1}, column {inLine + 1}: this is no valid JSON. {Reason(broken.Message)}");
    }

    // The reader's own place and its advice to programmers are left out.
    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? message : message[..end];
        var advice = reason.IndexOf(". Change the reader options", StringComparison.Ordinal);
        return advice < 0 ? reason : reason[..(advice + 1)];
    }
}
