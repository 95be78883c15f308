namespace Gmail.Emulator.Routes;

/// <summary>Profile, messages, threads, drafts, labels, history and push, as the discovery document and the quota page
/// list them. Where the quota page of May 2026 names no new price the old one stands; where it names none at all a read
/// is taken to cost 1 and a write 5, as its neighbours do.</summary>
internal static class MailMethods
{
    // "Maximum file size": discovery document, mediaUpload.maxSize of each method.
    private const long SendLimit = 36_700_160;
    private const long InsertLimit = 157_286_400;

    private static readonly string[] ReadProfile = Scopes.FullOr(
        "gmail.compose", "gmail.metadata", "gmail.modify", "gmail.readonly");
    private static readonly string[] ReadOrMetadata = Scopes.FullOr("gmail.metadata", "gmail.modify", "gmail.readonly");
    private static readonly string[] Compose = Scopes.FullOr(
        "gmail.addons.current.action.compose", "gmail.compose", "gmail.modify");
    private static readonly string[] ReadDrafts = Scopes.FullOr("gmail.compose", "gmail.modify", "gmail.readonly");
    private static readonly string[] WriteLabels = Scopes.FullOr("gmail.labels", "gmail.modify");
    private static readonly string[] ReadLabels = Scopes.FullOr(
        "gmail.labels", "gmail.metadata", "gmail.modify", "gmail.readonly");
    private static readonly string[] FullOnly = [Scopes.Full];
    private static readonly string[] Modify = Scopes.FullOr("gmail.modify");
    private static readonly string[] ReadMessage = Scopes.FullOr(
        "gmail.addons.current.message.action", "gmail.addons.current.message.metadata",
        "gmail.addons.current.message.readonly", "gmail.metadata", "gmail.modify", "gmail.readonly");
    private static readonly string[] Insert = Scopes.FullOr("gmail.insert", "gmail.modify");
    private static readonly string[] Send = Scopes.FullOr(
        "gmail.addons.current.action.compose", "gmail.compose", "gmail.modify", "gmail.send");
    private static readonly string[] ReadAttachment = Scopes.FullOr(
        "gmail.addons.current.message.action", "gmail.addons.current.message.readonly", "gmail.modify",
        "gmail.readonly");

    public static IReadOnlyList<GmailMethod> All { get; } =
    [
        new("users.getProfile", "GET", "profile", ReadProfile, 1, 1) { Response = "Profile" },
        new("users.stop", "POST", "stop", ReadOrMetadata, 5, 5),
        new("users.watch", "POST", "watch", ReadOrMetadata, 100, 100)
            { Request = "WatchRequest", Response = "WatchResponse" },
        new("users.drafts.create", "POST", "drafts", Compose, 10, 10)
            { Request = "Draft", Response = "Draft", UploadLimit = SendLimit },
        new("users.drafts.delete", "DELETE", "drafts/{id}", Compose, 10, 10),
        new("users.drafts.get", "GET", "drafts/{id}", ReadDrafts, 5, 20) { Query = "format", Response = "Draft" },
        new("users.drafts.list", "GET", "drafts", ReadDrafts, 5, 5)
            { Query = "includeSpamTrash,maxResults,pageToken,q", Response = "ListDraftsResponse" },
        new("users.drafts.send", "POST", "drafts/send", Compose, 100, 100)
            { Request = "Draft", Response = "Message", UploadLimit = SendLimit },
        new("users.drafts.update", "PUT", "drafts/{id}", Compose, 15, 15)
            { Request = "Draft", Response = "Draft", UploadLimit = SendLimit },
        new("users.history.list", "GET", "history", ReadOrMetadata, 2, 2)
            { Query = "historyTypes,labelId,maxResults,pageToken,startHistoryId", Response = "ListHistoryResponse" },
        new("users.labels.create", "POST", "labels", WriteLabels, 5, 5) { Request = "Label", Response = "Label" },
        new("users.labels.delete", "DELETE", "labels/{id}", WriteLabels, 5, 5),
        new("users.labels.get", "GET", "labels/{id}", ReadLabels, 1, 1) { Response = "Label" },
        new("users.labels.list", "GET", "labels", ReadLabels, 1, 1) { Response = "ListLabelsResponse" },
        new("users.labels.patch", "PATCH", "labels/{id}", WriteLabels, 5, 5) { Request = "Label", Response = "Label" },
        new("users.labels.update", "PUT", "labels/{id}", WriteLabels, 5, 5) { Request = "Label", Response = "Label" },
        new("users.messages.batchDelete", "POST", "messages/batchDelete", FullOnly, 50, 50)
            { Request = "BatchDeleteMessagesRequest" },
        new("users.messages.batchModify", "POST", "messages/batchModify", Modify, 50, 50)
            { Request = "BatchModifyMessagesRequest" },
        new("users.messages.delete", "DELETE", "messages/{id}", FullOnly, 10, 10),
        new("users.messages.get", "GET", "messages/{id}", ReadMessage, 5, 20)
            { Query = "format,metadataHeaders", Response = "Message" },
        new("users.messages.import", "POST", "messages/import", Insert, 25, 25)
        {
            Query = "deleted,internalDateSource,neverMarkSpam,processForCalendar",
            Request = "Message",
            Response = "Message",
            UploadLimit = InsertLimit,
        },
        new("users.messages.insert", "POST", "messages", Insert, 25, 25)
        {
            Query = "deleted,internalDateSource",
            Request = "Message",
            Response = "Message",
            UploadLimit = InsertLimit,
        },
        new("users.messages.list", "GET", "messages", ReadOrMetadata, 5, 5)
            { Query = "includeSpamTrash,labelIds,maxResults,pageToken,q", Response = "ListMessagesResponse" },
        new("users.messages.modify", "POST", "messages/{id}/modify", Modify, 5, 5)
            { Request = "ModifyMessageRequest", Response = "Message" },
        new("users.messages.send", "POST", "messages/send", Send, 100, 100)
            { Request = "Message", Response = "Message", UploadLimit = SendLimit },
        new("users.messages.trash", "POST", "messages/{id}/trash", Modify, 5, 5) { Response = "Message" },
        new("users.messages.untrash", "POST", "messages/{id}/untrash", Modify, 5, 5) { Response = "Message" },
        new("users.messages.attachments.get", "GET", "messages/{messageId}/attachments/{id}", ReadAttachment, 5, 20)
            { Response = "MessagePartBody" },
        new("users.threads.delete", "DELETE", "threads/{id}", FullOnly, 20, 20),
        new("users.threads.get", "GET", "threads/{id}", ReadMessage, 10, 40)
            { Query = "format,metadataHeaders", Response = "Thread" },
        new("users.threads.list", "GET", "threads", ReadOrMetadata, 10, 10)
            { Query = "includeSpamTrash,labelIds,maxResults,pageToken,q", Response = "ListThreadsResponse" },
        new("users.threads.modify", "POST", "threads/{id}/modify", Modify, 10, 10)
            { Request = "ModifyThreadRequest", Response = "Thread" },
        new("users.threads.trash", "POST", "threads/{id}/trash", Modify, 10, 20) { Response = "Thread" },
        new("users.threads.untrash", "POST", "threads/{id}/untrash", Modify, 10, 20) { Response = "Thread" },
    ];
}
