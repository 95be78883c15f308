using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace GmailMcp.Hosting;

/// <summary>Is a line a JSON-RPC message? The SDK drops what is none without a word, and the client waits for ever; here the
/// line is read once, before the SDK sees it, and what is wrong with it is answered.</summary>
internal static class FrameCheck
{
    // System.Text.Json's own bound, which the SDK reads with.
    private const int Deepest = 64;

    /// <summary>What is wrong with the line; null for a message.</summary>
    /// <param name="line">The message.</param>
    /// <param name="answersAll">True over HTTP, where a notification that is wrong is answered too.</param>
    public static FrameProblem? Find(ReadOnlySpan<byte> line, bool answersAll = false)
    {
        if (!Utf8.IsValid(line))
        {
            return new FrameProblem(-32700, "The message is not UTF-8.", Id: null);
        }

        try
        {
            return FindInJson(line, answersAll);
        }
        catch (JsonException exception)
        {
            return new FrameProblem(-32700, $"The message is not JSON: byte {exception.BytePositionInLine} is wrong, "
                + $"or it is nested deeper than {Deepest} levels. A message stands on one line.", Id: null);
        }
    }

    private static FrameProblem? FindInJson(ReadOnlySpan<byte> line, bool answersAll)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Deepest });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var isBatch = reader.TokenType == JsonTokenType.StartArray;
            while (reader.Read())
            {
                // to the end: what is no JSON at all is said to be that
            }

            return new FrameProblem(-32600, isBatch
                ? "Batches are not taken (MCP has none since 2025-06-18): send each message on a line of its own."
                : "A message is a JSON object.", Id: null);
        }

        var members = Members.Read(ref reader, line);
        if (Judge(members) is { } problem)
        {
            return new FrameProblem(-32600, problem, members.Id);
        }

        return !members.HasMethod || (members.Id is null && !answersAll) ? null
            : members.HasBadParameters ? new FrameProblem(-32602, "\"params\" must be an object.", members.Id)
            : members.Twice is { } twice ? new FrameProblem(-32602, $"\"{twice}\" is given twice.", members.Id)
            : null;
    }

    // JSON-RPC 2.0 §4 and §5, and MCP's narrowing: an id is a string or a whole number and never null.
    private static string? Judge(Members message) =>
        message.HasBrokenText ? "A string holds half of a surrogate pair, which is no character."
        : !message.IsVersion2 ? "\"jsonrpc\" must be \"2.0\"."
        : message.HasBadId ? "\"id\" must be a string or a whole number."
        : message.HasBadMethod ? "\"method\" must be a string."
        : !message.HasMethod && !message.IsAnswer ? "There is neither a \"method\" nor a \"result\" nor an \"error\"."
        : message.IsAnswer && message.Id is null ? "An answer needs the \"id\" of its request."
        : null;

    private ref struct Members
    {
        public bool IsVersion2;
        public string? Id;
        public bool HasBadId;
        public bool HasMethod;
        public bool HasBadMethod;
        public bool HasBadParameters;
        public bool IsAnswer;
        public bool HasBrokenText;

        /// <summary>A member that params, or an object in it, has twice; deeper ones are for the tool's own check.</summary>
        public string? Twice;

        private bool _isInParameters;
        private HashSet<string>? _names;
        private HashSet<string>? _innerNames;
        private string? _parent;

        public static Members Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
        {
            Members members = default;
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && reader.ValueIsEscaped && HasHalfPair(reader.ValueSpan))
                {
                    members.HasBrokenText = true;
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    members.Take(ref reader, line);
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && members._isInParameters && reader.CurrentDepth <= 3)
                {
                    members.Note(reader.GetString()!, reader.CurrentDepth);
                }
            }

            return members;
        }

        // RFC 8259 §4: with a name twice, readers differ in what they see. The SDK's throws.
        private void Note(string name, int depth)
        {
            if (depth == 2)
            {
                _parent = name;
                _innerNames = null;
                Twice ??= (_names ??= new(StringComparer.Ordinal)).Add(name) ? null : name;
            }
            else
            {
                Twice ??= (_innerNames ??= new(StringComparer.Ordinal)).Add(name) ? null : $"{_parent}.{name}";
            }
        }

        // Stands on the name of a member, moves to the first token of its value.
        private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isMethod = reader.ValueTextEquals("method"u8);
            var isParameters = reader.ValueTextEquals("params"u8);
            _isInParameters = isParameters;
            var isVersion = reader.ValueTextEquals("jsonrpc"u8);
            var isResult = reader.ValueTextEquals("result"u8);
            var isError = reader.ValueTextEquals("error"u8);
            reader.Read();
            HasBrokenText |= reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped && HasHalfPair(reader.ValueSpan);
            if (HasBrokenText && reader.TokenType == JsonTokenType.String)
            {
                return;
            }

            if (isId)
            {
                var isGood = reader.TokenType == JsonTokenType.String
                    || (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _));
                HasBadId = !isGood;
                Id = isGood ? Encoding.UTF8.GetString(line[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]) : null;
            }

            IsVersion2 |= isVersion && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("2.0"u8);
            HasMethod |= isMethod;
            HasBadMethod |= isMethod && reader.TokenType != JsonTokenType.String;
            HasBadParameters |= isParameters && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null);
            IsAnswer |= isResult || (isError && reader.TokenType == JsonTokenType.StartObject);
        }

        // RFC 8259 §8.2: "\uD800" is in the grammar, but no two readers agree what it means; .NET's throw when it is read.
        private static bool HasHalfPair(ReadOnlySpan<byte> text)
        {
            var isHighOpen = false;
            while (!text.IsEmpty)
            {
                if (text[0] != (byte)'\\')
                {
                    if (isHighOpen)
                    {
                        return true;
                    }

                    var next = text.IndexOf((byte)'\\');
                    text = next < 0 ? [] : text[next..];
                    continue;
                }

                // The reader has seen to it that four hexadecimal digits follow \u.
                var unit = text[1] == (byte)'u' ? Convert.ToUInt16(Encoding.ASCII.GetString(text[2..6]), 16) : (ushort)0;
                if (char.IsLowSurrogate((char)unit) != isHighOpen)
                {
                    return true;
                }

                isHighOpen = char.IsHighSurrogate((char)unit);
                text = text[(text[1] == (byte)'u' ? 6 : 2)..];
            }

            return isHighOpen;
        }
    }
}
