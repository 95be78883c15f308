using System.Text.Json.Nodes;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>Reading, labelling and deleting messages.</summary>
internal static class MessagesRoutes
{
    /// <summary>"There is a limit of 1000 ids per request."</summary>
    private const int MostIds = 1000;

    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.messages.list"] = List,
            ["users.messages.get"] = Get,
            ["users.messages.attachments.get"] = GetAttachment,
            ["users.messages.modify"] = Modify,
            ["users.messages.trash"] = Trash,
            ["users.messages.untrash"] = Untrash,
            ["users.messages.delete"] = Delete,
            ["users.messages.batchModify"] = BatchModify,
            ["users.messages.batchDelete"] = BatchDelete,
        };

    /// <summary>Moves to the trash; the message leaves inbox and spam.</summary>
    public static void MoveToTrash(EmulatedMailbox mailbox, EmulatedMessage message) =>
        mailbox.ChangeLabels(message, ["TRASH"], ["INBOX", "SPAM"]);

    private static JsonObject List(Call call)
    {
        var labelIds = call.Mailbox.LabelStore.CheckKnown(call.Query.All("labelIds"));
        var isMeant = Listing.Filter(call, labelIds);
        var messages = EmulatedMailbox.NewestFirst(call.Mailbox.Stored
            .Where(message => labelIds.All(message.LabelIds.Contains) && isMeant(message)));
        return Listing.Page(call, "messages", [.. messages], message => message, MessageJson.Ids);
    }

    private static JsonObject Get(Call call)
    {
        var format = MessageJson.AskedFormat(call, "minimal", "full", "raw", "metadata");
        return MessageJson.Format(call, call.Message(), format);
    }

    private static JsonObject GetAttachment(Call call)
    {
        var message = call.Message("messageId");
        var partId = call.Gmail.AttachmentIds.PartId(message.Id, call["id"])
            ?? throw GmailApiException.Invalid("Invalid attachment token");
        var bytes = PayloadTree.Bytes(message, partId) ?? throw GmailApiException.NotFound();
        return new JsonObject { ["size"] = bytes.Length, ["data"] = Base64UrlText.Encode(bytes) };
    }

    private static JsonObject Modify(Call call)
    {
        var message = call.Message();
        var change = LabelChange.Read(call);
        if (!change.Allows(message))
        {
            throw GmailApiException.Invalid($"Invalid label: {change.Add[0]}");
        }

        change.Apply(call.Mailbox, message);
        return MessageJson.Labelled(message);
    }

    private static JsonObject Trash(Call call)
    {
        var message = call.Message();
        MoveToTrash(call.Mailbox, message);
        return MessageJson.Labelled(message);
    }

    private static JsonObject Untrash(Call call)
    {
        var message = call.Message();
        call.Mailbox.ChangeLabels(message, [], ["TRASH"]);
        return MessageJson.Labelled(message);
    }

    private static JsonObject? Delete(Call call)
    {
        call.Mailbox.Erase(call.Message());
        return null;
    }

    private static JsonObject? BatchModify(Call call)
    {
        var messages = Known(call);
        var change = LabelChange.Read(call);
        foreach (var message in messages.Where(change.Allows))
        {
            change.Apply(call.Mailbox, message);
        }

        return null;
    }

    private static JsonObject? BatchDelete(Call call)
    {
        foreach (var message in Known(call))
        {
            call.Mailbox.Erase(message);
        }

        return null;
    }

    /// <summary>"Provides no guarantees that messages were not already deleted or even existed at all": unknown ids are
    /// passed over in silence.</summary>
    private static List<EmulatedMessage> Known(Call call)
    {
        var ids = call.Body.List("ids");
        if (ids.Count == 0)
        {
            throw GmailApiException.Invalid("No message ids specified.");
        }

        if (ids.Count > MostIds)
        {
            throw GmailApiException.Invalid("Too many message ids specified, cannot exceed 1000.");
        }

        if (!ids.All(MessageId.IsWellFormed))
        {
            throw GmailApiException.Invalid("Invalid id value");
        }

        return [.. ids.Distinct().Select(call.Mailbox.Find).OfType<EmulatedMessage>()];
    }
}
