using System.Text.Json;
using GmailMcp.Resources;

namespace GmailMcp.Hosting;

/// <summary>The ids of a call and its answer, and nothing else of them: only known names, and only what has the form of an id, because
/// a client may write anything anywhere.</summary>
internal static class AuditIds
{
    private const int MostOfOne = 1_000;

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "messageId", "messageIds", "threadId", "draftId", "filterId", "undoId", "id", "ids", "inReplyTo", "labelIds", "addLabelIds",
        "removeLabelIds", "message_id", "message_ids", "emailId", "thread_id", "draft_id", "filter_id", "label_ids", "labelId",
        "add_label_ids", "remove_label_ids",
    };

    private static readonly HashSet<string> ListNames = new(StringComparer.Ordinal)
    {
        "messages", "changed", "alreadySo", "notFound", "failed", "notTried",
    };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? OfArguments(IDictionary<string, JsonElement>? arguments) =>
        Of(arguments?.Select(argument => (argument.Key, argument.Value)) ?? [], isResult: false);

    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? OfAddress(ResourceAddress? address) =>
        address is { Id.Length: > 0 } && IsHex(address.Id)
            ? new Dictionary<string, IReadOnlyList<string>>
            {
                [address.Kind == ResourceKind.Thread ? "threadId" : "messageId"] = [address.Id],
            }
            : null;

    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? OfResult(JsonElement? result) =>
        Of(Fields(result), isResult: true);

    public static IReadOnlyDictionary<string, int>? CountsOf(JsonElement? result)
    {
        var counts = Fields(result)
            .Where(field => ListNames.Contains(field.Name) && field.Value.ValueKind == JsonValueKind.Array)
            .ToDictionary(field => field.Name, field => field.Value.GetArrayLength());
        return counts.Count == 0 ? null : counts;
    }

    private static Dictionary<string, IReadOnlyList<string>>? Of(
        IEnumerable<(string Name, JsonElement Value)> fields, bool isResult)
    {
        var ids = fields
            .Where(field => Names.Contains(field.Name))
            .Select(field => (field.Name, Ids: Texts(field.Value)
                .Where(text => IsId(text, field.Name is "filterId" or "filter_id" or "undoId" || (isResult && field.Name == "id")))
                .Take(MostOfOne).ToList()))
            .Where(field => field.Ids.Count > 0)
            .ToDictionary(field => field.Name, field => (IReadOnlyList<string>)field.Ids);
        return ids.Count == 0 ? null : ids;
    }

    private static IEnumerable<(string Name, JsonElement Value)> Fields(JsonElement? result) =>
        result is { ValueKind: JsonValueKind.Object } fields
            ? fields.EnumerateObject().Select(field => (field.Name, field.Value))
            : [];

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!], // not null: the kind says so
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    // Hexadecimal messages and threads, r-1234 drafts, Label_7 and INBOX labels. Those of filters and undo have no form of their own:
    // they are taken where nothing else is due.
    private static bool IsId(string text, bool isFree) =>
        text.Length is >= 2 and <= 128
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
        && (IsHex(text) || IsUserLabel(text) || IsDraft(text) || IsSystemLabel(text) || (isFree && text.Length >= 8));

    private static bool IsHex(string text) => text.Length is >= 8 and <= 32 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsUserLabel(string text) =>
        text.StartsWith("Label_", StringComparison.Ordinal) && text.Length > 6 && text.AsSpan(6).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsDraft(string text) =>
        text.Length > 2 && text[0] == 'r' && text.AsSpan(1).TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsSystemLabel(string text) => text is "INBOX" or "SPAM" or "TRASH" or "UNREAD" or "STARRED" or "IMPORTANT" or "SENT"
        or "DRAFT" or "CHAT" || text.StartsWith("CATEGORY_", StringComparison.Ordinal);
}
