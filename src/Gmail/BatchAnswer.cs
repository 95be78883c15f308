using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gmail;

/// <summary>One part of the answer to a batch.</summary>
/// <param name="Name">The name of the request that it answers.</param>
/// <param name="Status">Its own HTTP status.</param>
/// <param name="Headers">Its own HTTP headers.</param>
/// <param name="Body">Its body.</param>
internal sealed record BatchAnswer(
    int Name, HttpStatusCode Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads the parts of an answer, in the order they came, which need not be the order they were asked in.
    /// Parts
    /// that cannot be understood are left out: their requests count as unanswered.</summary>
    /// <exception cref="InvalidDataException">It is no multipart answer.</exception>
    public static IEnumerable<BatchAnswer> ReadAll(ReadOnlyMemory<byte> answer, MediaTypeHeaderValue? type)
    {
        var boundary = type?.Parameters.FirstOrDefault(
            p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase));
        if (boundary?.Value is not { Length: > 0 } value)
        {
            throw new InvalidDataException("The answer to the batch is not multipart.");
        }

        var delimiter = Encoding.UTF8.GetBytes("--" + value.Trim('"'));
        return Split(answer, delimiter).Select(Read).OfType<BatchAnswer>();
    }

    // A delimiter stands at the start of a line (RFC 2046 §5.1.1); bodies are JSON, whose lines cannot start with --.
    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> answer, byte[] delimiter)
    {
        var start = -1;
        for (var at = 0; at < answer.Length;)
        {
            var found = answer.Span[at..].IndexOf(delimiter);
            if (found < 0)
            {
                break;
            }

            var position = at + found;
            at = position + delimiter.Length;
            if (position > 0 && answer.Span[position - 1] != (byte)'\n')
            {
                continue;
            }

            if (start >= 0)
            {
                yield return answer[start..position];
            }

            start = at;
        }
    }

    private static BatchAnswer? Read(ReadOnlyMemory<byte> part)
    {
        var (_, afterBoundary) = Line(part);
        var (partHeaders, http) = HeaderBlock(afterBoundary);
        var name = partHeaders
            .Where(header => header.Key.Equals("Content-ID", StringComparison.OrdinalIgnoreCase))
            .Select(header => NameIn(header.Value))
            .FirstOrDefault();
        var (statusLine, afterStatus) = Line(http);
        var status = statusLine.Split(' ', 3);
        if (name is null || status.Length < 2 || !status[0].StartsWith("HTTP/", StringComparison.Ordinal)
            || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return null;
        }

        var (headers, body) = HeaderBlock(afterStatus);
        using var carrier = new HttpResponseMessage();
        foreach (var (key, value) in headers)
        {
            carrier.Headers.TryAddWithoutValidation(key, value);
        }

        return new BatchAnswer(name.Value, (HttpStatusCode)code, carrier.Headers, body);
    }

    // Asked as <item-7>, Gmail answers as <response-item-7>.
    private static int? NameIn(string contentId)
    {
        var digits = contentId.AsSpan(contentId.LastIndexOf('-') + 1).TrimEnd('>');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var name) ? name : null;
    }

    private static (List<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> After) HeaderBlock(
        ReadOnlyMemory<byte> text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (text.Length > 0)
        {
            (var line, text) = Line(text);
            if (line.Length == 0)
            {
                break;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
            }
        }

        return (headers, text);
    }

    private static (string Line, ReadOnlyMemory<byte> After) Line(ReadOnlyMemory<byte> text)
    {
        var end = text.Span.IndexOf((byte)'\n');
        return end < 0
            ? (Encoding.Latin1.GetString(text.Span), default)
            : (Encoding.Latin1.GetString(text.Span[..end]).TrimEnd('\r'), text[(end + 1)..]);
    }
}
