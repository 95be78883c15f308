using System.Globalization;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using Gmail.Emulator.Mailboxes;

namespace Gmail.Emulator.Routes;

/// <summary>What changed since an id.</summary>
internal static class HistoryRoutes
{
    private const int UsualPage = 100;
    private const int LargestPage = 500;

    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>> { ["users.history.list"] = List };

    private static JsonObject List(Call call)
    {
        if (call.Query["startHistoryId"] is not { Length: > 0 } text)
        {
            throw GmailApiException.Invalid("Missing required parameter: startHistoryId");
        }

        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var startId))
        {
            throw GmailApiException.Invalid($"Invalid value at 'start_history_id' (TYPE_UINT64), \"{text}\"");
        }

        var kinds = call.Query.All("historyTypes").Select(Kind).ToHashSet();
        var labelId = call.Query["labelId"];
        var records = call.Mailbox.History.After(startId)
            .Where(record => kinds.Count == 0 || kinds.Contains(record.Kind))
            .Where(record => labelId is null
                || record.LabelIds.Contains(labelId) || record.ChangedLabelIds.Contains(labelId))
            .ToList();
        if (call.Query["pageToken"] is { Length: > 0 } token)
        {
            var last = Listing.ReadNumberToken(token);
            records = [.. records.Where(record => record.Id > last)];
        }

        var page = records.Take(call.Query.Count("maxResults", UsualPage, LargestPage)).ToList();
        var answer = new JsonObject();
        if (page.Count > 0)
        {
            answer["history"] = Json.Array(page.Select(Shown));
        }

        if (page.Count < records.Count)
        {
            answer["nextPageToken"] = Listing.NumberToken(page[^1].Id);
        }

        answer["historyId"] = MessageJson.Text(call.Mailbox.History.Current);
        return answer;
    }

    private static HistoryKind Kind(string text) => text switch
    {
        "messageAdded" => HistoryKind.MessageAdded,
        "messageDeleted" => HistoryKind.MessageDeleted,
        "labelAdded" => HistoryKind.LabelAdded,
        "labelRemoved" => HistoryKind.LabelRemoved,
        _ => throw GmailApiException.Invalid($"Invalid value at 'history_types' (TYPE_ENUM), \"{text}\""),
    };

    private static JsonObject Shown(HistoryRecord record)
    {
        var change = new JsonObject { ["message"] = Message(record, withLabels: true) };
        if (record.ChangedLabelIds.Count > 0)
        {
            change["labelIds"] = Json.Strings(record.ChangedLabelIds);
        }

        var name = record.Kind switch
        {
            HistoryKind.MessageAdded => "messagesAdded",
            HistoryKind.MessageDeleted => "messagesDeleted",
            HistoryKind.LabelAdded => "labelsAdded",
            _ => "labelsRemoved",
        };
        return new JsonObject
        {
            ["id"] = MessageJson.Text(record.Id),
            ["messages"] = Json.Array([Message(record, withLabels: false)]),
            [name] = Json.Array([change]),
        };
    }

    private static JsonObject Message(HistoryRecord record, bool withLabels)
    {
        var json = new JsonObject { ["id"] = record.MessageId, ["threadId"] = record.ThreadId };
        if (withLabels && record.LabelIds.Count > 0)
        {
            json["labelIds"] = Json.Strings(record.LabelIds.Order(StringComparer.Ordinal));
        }

        return json;
    }
}
