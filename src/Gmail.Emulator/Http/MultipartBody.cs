using System.Text;

namespace Gmail.Emulator.Http;

/// <summary>Cuts a multipart body into parts (RFC 2046 §5.1.1) without touching their bytes.</summary>
internal static class MultipartBody
{
    /// <summary>The parts in order; null when <paramref name="contentType"/> names no boundary.</summary>
    public static IReadOnlyList<MultipartPart>? Read(string contentType, byte[] body)
    {
        if (Boundary(contentType) is not { } boundary)
        {
            return null;
        }

        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var parts = new List<MultipartPart>();
        var starts = Delimiters(body, delimiter);
        for (var i = 0; i + 1 < starts.Count; i++)
        {
            var start = LineEnd(body, starts[i] + delimiter.Length);
            var end = TrimLineBreak(body, starts[i + 1]);
            if (end > start)
            {
                parts.Add(ReadPart(body.AsSpan(start, end - start)));
            }
        }

        return parts;
    }

    /// <summary>Header lines, a blank line, then the content.</summary>
    public static MultipartPart ReadPart(ReadOnlySpan<byte> bytes)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        while (position < bytes.Length)
        {
            var length = bytes[position..].IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString(length < 0 ? bytes[position..] : bytes.Slice(position, length));
            position = length < 0 ? bytes.Length : position + length + 1;
            line = line.TrimEnd('\r');
            if (line.Length == 0)
            {
                break;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return new MultipartPart(headers, bytes[position..].ToArray());
    }

    private static string? Boundary(string contentType)
    {
        foreach (var parameter in contentType.Split(';').Skip(1))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && parameter[..equals].Trim().Equals("boundary", StringComparison.OrdinalIgnoreCase))
            {
                return parameter[(equals + 1)..].Trim().Trim('"') is { Length: > 0 } boundary ? boundary : null;
            }
        }

        return null;
    }

    /// <summary>Where each delimiter line starts, the closing one included.</summary>
    private static List<int> Delimiters(byte[] body, byte[] delimiter)
    {
        var starts = new List<int>();
        var position = 0;
        while (position < body.Length)
        {
            var found = body.AsSpan(position).IndexOf(delimiter);
            if (found < 0)
            {
                break;
            }

            found += position;
            if ((found == 0 || body[found - 1] == (byte)'\n') && EndsAt(body, found + delimiter.Length))
            {
                starts.Add(found);
            }

            position = found + delimiter.Length;
        }

        return starts;
    }

    /// <summary>A longer boundary may begin like this one: the delimiter ends with white space or two
    /// hyphens.</summary>
    private static bool EndsAt(byte[] body, int position) =>
        position >= body.Length
        || body[position] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'
        || body.AsSpan(position).StartsWith("--"u8);

    private static int LineEnd(byte[] body, int position)
    {
        var found = body.AsSpan(position).IndexOf((byte)'\n');
        return found < 0 ? body.Length : position + found + 1;
    }

    private static int TrimLineBreak(byte[] body, int end)
    {
        if (end > 0 && body[end - 1] == (byte)'\n')
        {
            end--;
        }

        return end > 0 && body[end - 1] == (byte)'\r' ? end - 1 : end;
    }
}
