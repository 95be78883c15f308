using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using Gmail.Emulator.Search;

namespace Gmail.Emulator.Routes;

/// <summary>What the list methods share: which messages are meant, and one page of them.</summary>
internal static class Listing
{
    /// <summary>"This field defaults to 100. The maximum allowed value for this field is 500."</summary>
    private const int UsualPage = 100;
    private const int LargestPage = 500;

    /// <summary>resultSizeEstimate is no count: beyond a page Gmail says this number.</summary>
    private const int EstimateBeyondPage = 201;

    /// <summary>Whether a message is meant by q, spam and trash left out unless asked for.</summary>
    public static Func<EmulatedMessage, bool> Filter(Call call, IReadOnlyList<string> labelIds)
    {
        var text = call.Query["q"];
        if (!string.IsNullOrEmpty(text) && call.IsMetadataOnly)
        {
            throw GmailApiException.Forbidden("Metadata scope does not support 'q' parameter");
        }

        var query = SearchQuery.Parse(text ?? "");
        var context = call.Mailbox.SearchContext;
        var hiddenToo = call.Query.Flag("includeSpamTrash");
        var spamToo = hiddenToo || labelIds.Contains("SPAM");
        var trashToo = hiddenToo || labelIds.Contains("TRASH");
        return message => query.Matches(message, context)
            && (spamToo || query.IncludesSpam || !message.LabelIds.Contains("SPAM"))
            && (trashToo || query.IncludesTrash || !message.LabelIds.Contains("TRASH"));
    }

    /// <summary>One page of <paramref name="items"/>, which are in order, under <paramref name="name"/>.</summary>
    /// <param name="call">The call, for maxResults and pageToken.</param>
    /// <param name="name">The key of the list; left out when the list is empty.</param>
    /// <param name="items">All items.</param>
    /// <param name="keyOf">An item's place: a page goes on after the last item's place, so that new mail does not shift
    /// it.</param>
    /// <param name="toJson">How an item is shown.</param>
    public static JsonObject Page<T>(
        Call call, string name, IReadOnlyList<T> items, Func<T, EmulatedMessage> keyOf, Func<T, JsonObject> toJson)
    {
        var size = call.Query.Count("maxResults", UsualPage, LargestPage);
        var rest = call.Query["pageToken"] is { Length: > 0 } token ? After(items, token, keyOf) : items;
        var page = rest.Take(size).ToList();
        var answer = new JsonObject();
        if (page.Count > 0)
        {
            answer[name] = Json.Array(page.Select(toJson));
        }

        var hasMore = rest.Count > page.Count;
        if (hasMore)
        {
            answer["nextPageToken"] = Token(keyOf(page[^1]));
        }

        answer["resultSizeEstimate"] = hasMore ? EstimateBeyondPage : page.Count;
        return answer;
    }

    /// <summary>An opaque token around a number, for lists that only grow at the end.</summary>
    public static string NumberToken(ulong number) =>
        Base64UrlText.Encode(Encoding.ASCII.GetBytes("n/" + MessageJson.Text(number)));

    public static ulong ReadNumberToken(string token) =>
        Read(token) is ["n", var text] && ulong.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw GmailApiException.Invalid("Invalid page token");

    private static IReadOnlyList<T> After<T>(IReadOnlyList<T> items, string token, Func<T, EmulatedMessage> keyOf)
    {
        if (Read(token) is not ["m", var date, var messageId]
            || !long.TryParse(date, CultureInfo.InvariantCulture, out var milliseconds))
        {
            throw GmailApiException.Invalid("Invalid page token");
        }

        return
        [
            .. items.SkipWhile(item =>
            {
                var key = keyOf(item);
                var at = key.InternalDate.ToUnixTimeMilliseconds();
                return at > milliseconds
                    || (at == milliseconds && string.CompareOrdinal(key.Id, messageId) >= 0);
            }),
        ];
    }

    private static string Token(EmulatedMessage last) => Base64UrlText.Encode(
        Encoding.ASCII.GetBytes($"m/{last.InternalDate.ToUnixTimeMilliseconds()}/{last.Id}"));

    private static string[] Read(string token)
    {
        try
        {
            return Encoding.ASCII.GetString(Base64UrlText.Decode(token, "pageToken")).Split('/');
        }
        catch (GmailApiException)
        {
            return [];
        }
    }
}
