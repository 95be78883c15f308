using System.Text.Json.Nodes;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>Sending, and putting messages into the mailbox without sending.</summary>
internal static class OutgoingRoutes
{
    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.messages.send"] = Send,
            ["users.messages.insert"] = call => Put(call, call.Query.Choice(
                "internalDateSource", "receivedTime", "receivedTime", "dateHeader")),
            ["users.messages.import"] = call => Put(call, call.Query.Choice(
                "internalDateSource", "dateHeader", "receivedTime", "dateHeader")),
        };

    private static JsonObject Send(Call call)
    {
        var raw = call.Raw(call.Body);
        return MessageJson.Labelled(call.Gmail.PostOffice.Send(call.Mailbox, raw, call.ThreadFor(call.Body, raw)));
    }

    private static JsonObject Put(Call call, string dateSource)
    {
        var raw = call.Raw(call.Body);
        var labelIds = call.Mailbox.LabelStore.CheckKnown(call.Body.List("labelIds"));
        if (labelIds.Contains("DRAFT"))
        {
            // A draft comes from drafts.create only: "Creates a draft with the DRAFT label".
            throw GmailApiException.Invalid("Invalid label: DRAFT");
        }

        var mime = RawMessage.Parse(raw);
        var date = mime.Date;
        var isDated = dateSource == "dateHeader" && date.Year > 1970;
        var threadId = call.ThreadFor(call.Body, raw);
        var message = call.Mailbox.Store(raw, mime, labelIds, isDated ? date : null, threadId);
        var answer = MessageJson.Labelled(message);
        if (call.Query.Flag("deleted"))
        {
            // "Mark the email as permanently deleted (not TRASH) and only visible in Google Vault."
            call.Mailbox.Erase(message);
        }

        return answer;
    }
}
