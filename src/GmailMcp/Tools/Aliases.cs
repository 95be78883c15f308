namespace GmailMcp.Tools;

/// <summary>Argument names of related servers that models still use, accepted though not listed.</summary>
internal static class Aliases
{
    /// <summary>Session handle of the HTTP fork: read by the host, accepted on every tool.</summary>
    public const string SessionToken = "sessionToken";

    /// <summary>The address of the mailbox to use, accepted on every tool.</summary>
    public const string Account = "account";

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["q"] = ["query"],
        ["id"] = ["messageId", "filterId"],
        ["emailId"] = ["messageId"],
        ["message_id"] = ["messageId"],
        ["ids"] = ["messageIds"],
        ["message_ids"] = ["messageIds"],
        ["limit"] = ["maxResults"],
        ["max_results"] = ["maxResults"],
        ["page_token"] = ["pageToken"],
        ["thread_id"] = ["threadId"],
        ["in_reply_to"] = ["inReplyTo"],
        ["html_body"] = ["htmlBody"],
        ["mime_type"] = ["mimeType"],
        ["body_format"] = ["bodyFormat"],
        ["label_ids"] = ["labelIds"],
        ["add_label_ids"] = ["addLabelIds"],
        ["remove_label_ids"] = ["removeLabelIds"],
        ["labelId"] = ["id"],
        ["label_id"] = ["id"],
        ["filter_id"] = ["filterId"],
        ["attachment_id"] = ["attachmentId"],
        ["fileName"] = ["filename"],
        ["save_path"] = ["savePath"],
    };

    /// <summary>The listed argument that <paramref name="name"/> stands for in a tool with these arguments, or null.</summary>
    public static string? Resolve(string name, Func<string, bool> isListed) =>
        Names.TryGetValue(name, out var listed) ? listed.FirstOrDefault(isListed) : null;
}
