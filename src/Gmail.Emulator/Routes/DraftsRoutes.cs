using System.Globalization;
using System.Text.Json.Nodes;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;
using MimeKit;

namespace Gmail.Emulator.Routes;

/// <summary>Drafts: the id stays, the message inside is a new one after each update; sending ends the draft.</summary>
internal static class DraftsRoutes
{
    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.drafts.list"] = List,
            ["users.drafts.get"] = Get,
            ["users.drafts.create"] = Create,
            ["users.drafts.update"] = Update,
            ["users.drafts.delete"] = Delete,
            ["users.drafts.send"] = Send,
        };

    private static JsonObject List(Call call)
    {
        var isMeant = Listing.Filter(call, []);
        var drafts = call.Mailbox.Drafts
            .Where(draft => isMeant(draft.Message))
            .OrderByDescending(draft => draft.Message.InternalDate)
            .ThenByDescending(draft => draft.Message.Id, StringComparer.Ordinal);
        return Listing.Page(call, "drafts", [.. drafts], draft => draft.Message, draft => new JsonObject
        {
            ["id"] = draft.Id,
            ["message"] = MessageJson.Ids(draft.Message),
        });
    }

    private static JsonObject Get(Call call)
    {
        var format = MessageJson.AskedFormat(call, "minimal", "full", "raw", "metadata");
        var draft = call.Mailbox.GetDraft(call["id"]);
        return new JsonObject
        {
            ["id"] = draft.Id,
            ["message"] = MessageJson.Format(call, draft.Message, format),
        };
    }

    private static JsonObject Create(Call call) => Shown(call.Mailbox.AddDraft(Store(call)));

    private static JsonObject Update(Call call)
    {
        var draft = call.Mailbox.GetDraft(call["id"]);
        call.Mailbox.ReplaceDraft(draft, Store(call));
        return Shown(draft);
    }

    private static JsonObject? Delete(Call call)
    {
        call.Mailbox.Erase(call.Mailbox.GetDraft(call["id"]).Message);
        return null;
    }

    /// <summary>"The draft is automatically deleted and a new message with an updated ID is created with the SENT
    /// system label" (guide, Create and send drafts).</summary>
    private static JsonObject Send(Call call)
    {
        var draft = call.Mailbox.GetDraft(call.Body.Text("id"));
        var message = call.Body.Child("message");
        var isReplaced = call.Media is not null || message?.Text("raw") is { Length: > 0 };
        var raw = isReplaced ? call.Raw(message ?? []) : draft.Message.Raw;
        var threadId = isReplaced && message is not null
            ? call.ThreadFor(message, raw)
            : draft.Message.ThreadId;
        var sent = call.Gmail.PostOffice.Send(call.Mailbox, raw, threadId);
        call.Mailbox.Erase(draft.Message);
        return MessageJson.Labelled(sent);
    }

    private static EmulatedMessage Store(Call call)
    {
        var message = call.Body.Child("message") ?? [];
        if (message.List("labelIds").Any(labelId => labelId is not "DRAFT"))
        {
            // "Drafts can't have labels other than DRAFT" (guide, Manage labels).
            throw GmailApiException.Invalid("Invalid label: drafts cannot be labelled");
        }

        var raw = call.Raw(message);
        var threadId = call.ThreadFor(message, raw);
        var completed = Completed(call.Mailbox, raw, call.Gmail);
        return call.Mailbox.Store(completed, RawMessage.Parse(completed), ["DRAFT"], receivedAt: null, threadId);
    }

    /// <summary>Gmail adds the header fields without which nothing is a message.</summary>
    private static byte[] Completed(EmulatedMailbox mailbox, byte[] raw, EmulatedGmail gmail)
    {
        var mail = RawMessage.Read(raw);
        mail.ReadHeaderBytesAsLatin1();
        if (!mail.Has("From"))
        {
            mail.Set("From", new MailboxAddress(mailbox.DisplayName, mailbox.EmailAddress).ToString(encode: true));
        }

        if (!mail.Has("Date"))
        {
            mail.Set("Date", gmail.Options.TimeProvider.GetUtcNow()
                .ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));
        }

        if (!mail.Has("Message-ID"))
        {
            mail.Set("Message-ID", $"<{mailbox.NewRfcMessageId()}>");
        }

        return mail.ToBytes();
    }

    private static JsonObject Shown(EmulatedDraft draft) => new()
    {
        ["id"] = draft.Id,
        ["message"] = MessageJson.Labelled(draft.Message),
    };
}
