using System.Net;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>Threads: messages that share a threadId; a thread's labels are those of its messages.</summary>
internal static class ThreadsRoutes
{
    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.threads.list"] = List,
            ["users.threads.get"] = Get,
            ["users.threads.modify"] = Modify,
            ["users.threads.trash"] = call => ForEach(call, message =>
                MessagesRoutes.MoveToTrash(call.Mailbox, message)),
            ["users.threads.untrash"] = call => ForEach(call, message =>
                call.Mailbox.ChangeLabels(message, [], ["TRASH"])),
            ["users.threads.delete"] = Delete,
        };

    private static JsonObject List(Call call)
    {
        var labelIds = call.Mailbox.LabelStore.CheckKnown(call.Query.All("labelIds"));
        var isMeant = Listing.Filter(call, labelIds);
        var threads = new List<(EmulatedMessage Newest, ulong HistoryId)>();
        foreach (var thread in call.Mailbox.Stored.GroupBy(message => message.ThreadId))
        {
            // One message has to meet the whole query; the labels may be spread over the thread.
            var hasLabels = labelIds.All(labelId => thread.Any(message => message.LabelIds.Contains(labelId)));
            var meant = thread.Where(isMeant).ToList();
            if (hasLabels && meant.Count > 0)
            {
                threads.Add((
                    EmulatedMailbox.NewestFirst(meant).First(),
                    thread.Max(message => message.HistoryId)));
            }
        }

        var ordered = threads
            .OrderByDescending(thread => thread.Newest.InternalDate)
            .ThenByDescending(thread => thread.Newest.Id, StringComparer.Ordinal);
        return Listing.Page(call, "threads", [.. ordered], thread => thread.Newest, thread => new JsonObject
        {
            ["id"] = thread.Newest.ThreadId,
            ["snippet"] = WebUtility.HtmlEncode(thread.Newest.Snippet),
            ["historyId"] = MessageJson.Text(thread.HistoryId),
        });
    }

    private static JsonObject Get(Call call)
    {
        var format = MessageJson.AskedFormat(call, "minimal", "full", "metadata");
        var thread = Messages(call);
        return new JsonObject
        {
            ["id"] = call["id"],
            ["historyId"] = MessageJson.Text(thread.Max(message => message.HistoryId)),
            ["messages"] = Json.Array(thread.Select(message => MessageJson.Format(call, message, format))),
        };
    }

    private static JsonObject Modify(Call call)
    {
        var thread = Messages(call);
        var change = LabelChange.Read(call);
        foreach (var message in thread.Where(change.Allows))
        {
            change.Apply(call.Mailbox, message);
        }

        return Labelled(call, thread);
    }

    private static JsonObject ForEach(Call call, Action<EmulatedMessage> act)
    {
        var thread = Messages(call);
        foreach (var message in thread)
        {
            act(message);
        }

        return Labelled(call, thread);
    }

    private static JsonObject? Delete(Call call)
    {
        foreach (var message in Messages(call))
        {
            call.Mailbox.Erase(message);
        }

        return null;
    }

    private static JsonObject Labelled(Call call, IEnumerable<EmulatedMessage> thread) => new()
    {
        ["id"] = call["id"],
        ["messages"] = Json.Array(thread.Select(MessageJson.Labelled)),
    };

    private static IReadOnlyList<EmulatedMessage> Messages(Call call)
    {
        if (!MessageId.IsWellFormed(call["id"]))
        {
            throw GmailApiException.Invalid("Invalid id value");
        }

        var thread = call.Mailbox.Thread(call["id"]);
        return thread.Count == 0 ? throw GmailApiException.NotFound() : thread;
    }
}
