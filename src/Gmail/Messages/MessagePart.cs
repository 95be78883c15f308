namespace Gmail.Messages;

/// <summary>One MIME part of a message; parts that are containers hold further <see cref="Parts"/>.</summary>
public sealed record MessagePart
{
    /// <summary>The immutable id of the part inside its message, such as <c>0.1</c>; empty for the root.</summary>
    public string? PartId { get; init; }

    /// <summary>The MIME type, such as <c>text/plain</c>.</summary>
    public string? MimeType { get; init; }

    /// <summary>The file name of an attachment as its sender chose it; empty where the part is no attachment.
    /// Untrusted.</summary>
    public string? Filename { get; init; }

    /// <summary>The headers of the part; of the whole message on the root part.</summary>
    public IReadOnlyList<MessageHeader>? Headers { get; init; }

    /// <summary>The content, or the id to fetch it with.</summary>
    public MessagePartBody? Body { get; init; }

    /// <summary>The children of a <c>multipart/*</c> or <c>message/rfc822</c> part.</summary>
    public IReadOnlyList<MessagePart>? Parts { get; init; }
}

/// <summary>One header field of a part. Names keep the sender's letter case: compare without case.</summary>
public sealed record MessageHeader
{
    /// <summary>The field name before the colon, such as <c>Subject</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The field value after the colon.</summary>
    public string? Value { get; init; }
}

/// <summary>The content of a part.</summary>
public sealed record MessagePartBody
{
    /// <summary>Present when the content must be fetched by <c>messages.attachments.get</c>. It changes with every
    /// <c>messages.get</c>: keep the part id, not this.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The number of bytes of the decoded content.</summary>
    public int? Size { get; init; }

    /// <summary>The decoded transfer encoding as base64url, padding optional; absent for containers and fetched
    /// attachments.</summary>
    public string? Data { get; init; }
}
