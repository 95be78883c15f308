namespace GmailMcp.Resources;

/// <summary>A URI of the scheme <c>gmail:</c> taken apart.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Id">The id of the message or thread; empty where it has none.</param>
/// <param name="PartId">The part id or file name of the attachment; empty where it has none.</param>
internal sealed record ResourceAddress(ResourceKind Kind, string Id = "", string PartId = "")
{
    public const string Forms =
        "This server has gmail://labels, gmail://profile, gmail://messages/{id}, gmail://threads/{id} and "
        + "gmail://messages/{id}/attachments/{partId}.";

    private const string Scheme = "gmail://";

    // Longer than any part id or usual file name.
    private const int LongestPartId = 128;

    /// <summary>Null when the text names no resource of this server; whether the ids are ids is asked elsewhere.</summary>
    public static ResourceAddress? Parse(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return uri[Scheme.Length..].Split('/') switch
        {
            ["labels"] or ["labels", ""] => new(ResourceKind.Labels),
            ["profile"] or ["profile", ""] => new(ResourceKind.Profile),
            ["messages", var id] => new(ResourceKind.Message, id),
            ["threads", var id] => new(ResourceKind.Thread, id),
            ["messages", var id, "attachments", var part] when Uri.UnescapeDataString(part) is { Length: > 0 and <= LongestPartId } partId =>
                new(ResourceKind.Attachment, id, partId),
            _ => null,
        };
    }

    /// <summary>Whether it is an id as Gmail gives them to messages and threads.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 16 && text.All(char.IsAsciiHexDigitLower);
}
