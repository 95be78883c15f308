namespace Gmail.Messages;

/// <summary>How much of a message Gmail returns. All formats cost the same quota units.</summary>
public enum MessageFormat
{
    /// <summary>Ids, labels, snippet, dates and the parsed payload; needs a scope that may read bodies.</summary>
    Full,

    /// <summary>Ids, labels, snippet, dates and the headers asked for.</summary>
    Metadata,

    /// <summary>Ids, labels, snippet and dates.</summary>
    Minimal,

    /// <summary>The whole message as base64url in <see cref="Message.Raw"/>; no payload.</summary>
    Raw,
}
