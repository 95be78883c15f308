using System.Text;

namespace Gmail;

/// <summary>What stands around a message in a request body.</summary>
internal sealed record MimeEnvelope
{
    /// <summary>The bytes before the message.</summary>
    public ReadOnlyMemory<byte> Head { get; private init; }

    /// <summary>Where in the message the body starts.</summary>
    public long Offset { get; private init; }

    /// <summary>Whether the message is written as base64url.</summary>
    public bool IsEncoded { get; private init; }

    /// <summary>The bytes after the message.</summary>
    public ReadOnlyMemory<byte> Tail { get; private init; }

    /// <summary>The Content-Type of the body.</summary>
    public string ContentType { get; private init; } = "message/rfc822";

    /// <summary>Whether a Content-Range header says which part of the message this is.</summary>
    public bool HasRange { get; private init; }

    /// <summary>The message as a JSON member: <paramref name="json"/> is a JSON object with the empty string as the
    /// value of
    /// its last "raw".</summary>
    public static MimeEnvelope InJson(byte[] json)
    {
        var hole = json.AsSpan().LastIndexOf("\"raw\":\"\""u8) + "\"raw\":\""u8.Length;
        return new MimeEnvelope
        {
            Head = json.AsMemory(0, hole),
            IsEncoded = true,
            Tail = json.AsMemory(hole),
            ContentType = "application/json; charset=utf-8",
        };
    }

    /// <summary>The message alone: a simple upload.</summary>
    public static MimeEnvelope Bare() => new();

    /// <summary>What Gmail lacks of the message: a resumable upload.</summary>
    public static MimeEnvelope From(long offset) => new() { Offset = offset, HasRange = offset > 0 };

    /// <summary>Metadata and message in one body: a multipart upload.</summary>
    public static MimeEnvelope Multipart(byte[] metadata)
    {
        // 128 random bits: the boundary cannot occur in the message but by an accident that has never happened to
        // anyone.
        var boundary = "gmail-mcp-" + Guid.NewGuid().ToString("N");
        var head = $"--{boundary}\r\nContent-Type: application/json; charset=utf-8\r\n\r\n"
            + $"{Encoding.UTF8.GetString(metadata)}\r\n--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n";
        return new MimeEnvelope
        {
            Head = Encoding.UTF8.GetBytes(head),
            Tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"),
            ContentType = $"multipart/related; boundary={boundary}",
        };
    }
}
