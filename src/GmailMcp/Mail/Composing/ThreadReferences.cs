namespace GmailMcp.Mail.Composing;

/// <summary>The References header of an answer (RFC 5322 §3.6.4), kept to a length that every server takes.</summary>
internal static class ThreadReferences
{
    /// <summary>Threads hang together by their root and what came last; the middle of a long one only makes it
    /// longer.</summary>
    private const int KeptAtEnd = 20;

    /// <summary>A header line has at most 998 characters (RFC 5322 §2.1.1) and an id cannot be folded.</summary>
    private const int MaxIdLength = 900;

    /// <summary>The id as it must stand in In-Reply-To.</summary>
    /// <exception cref="ComposeException">It is no Message-ID.</exception>
    public static string ParseId(string argumentName, string value)
    {
        HeaderText.Check(argumentName, value);
        var ids = MessageIdList.Parse(value);
        return ids.Count == 1 && IsWritable(ids[0])
            ? ids[0]
            : throw new ComposeException(
                argumentName,
                $"{argumentName} is not a Message-ID: it should look like <abc@example.com>, as read_email shows it.");
    }

    /// <summary>The thread so far and the mail answered, each id once, oldest first: the root and the last
    /// twenty.</summary>
    public static IReadOnlyList<string> Join(IEnumerable<string> references, string? answered)
    {
        var ids = references
            .SelectMany(MessageIdList.Parse)
            .Where(id => IsWritable(id) && id != answered)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (answered is not null)
        {
            ids.Add(answered);
        }

        return ids.Count <= KeptAtEnd + 1 ? ids : [ids[0], .. ids.TakeLast(KeptAtEnd)];
    }

    /// <summary>Whether an id of somebody else's mail may stand in a header of ours: printable ASCII, short enough for a line.</summary>
    public static bool IsWritable(string id) =>
        id.Length <= MaxIdLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
