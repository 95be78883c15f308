using GmailMcp.Policy;
using GmailMcp.Tools;

namespace GmailMcp.Resources;

/// <summary>Every resource and template of the server, in the order in which clients see them. Plain records: nothing is
/// derived from signatures, so they cost no time at the start.</summary>
internal static class ResourceCatalog
{
    private const string Markdown = "text/markdown";

    public static IReadOnlyList<ResourceDefinition> All { get; } =
    [
        new(ResourceKind.Labels, "gmail://labels", "labels", "Labels", "All labels of the mailbox with their ids.", Markdown,
            new GmailToolAttribute(Profile.Readonly, "users.labels.list")),
        new(ResourceKind.Profile, "gmail://profile", "profile", "Mailbox", "Whose mailbox this is and how much is in it.", Markdown,
            new GmailToolAttribute(Profile.Readonly, "users.getProfile")),
        new(ResourceKind.Message, "gmail://messages/{id}", "message", "Message",
            "One message as read_email shows it: headers, text as Markdown without quoted history, attachments.", Markdown,
            new GmailToolAttribute(Profile.Readonly, "users.messages.get", "users.messages.attachments.get")),
        new(ResourceKind.Thread, "gmail://threads/{id}", "thread", "Conversation",
            "A conversation, oldest message first. A long one is shown from its newest messages.", Markdown,
            new GmailToolAttribute(Profile.Readonly, "users.threads.get", "users.messages.attachments.get")),
        new(ResourceKind.Attachment, "gmail://messages/{id}/attachments/{partId}", "attachment", "Attachment",
            "An attachment: text, HTML, mail and invitations as text, any other file of up to 5 MB as its bytes.", MimeType: null,
            new GmailToolAttribute(Profile.Readonly, "users.messages.get", "users.messages.attachments.get")),
    ];

    public static ResourceDefinition Of(ResourceKind kind) => All.First(known => known.Kind == kind);

    /// <summary>The template that a client names in a completion; null when there is none such.</summary>
    public static ResourceDefinition? FindTemplate(string? address) =>
        All.FirstOrDefault(known => known.IsTemplate && known.Address == address);
}
