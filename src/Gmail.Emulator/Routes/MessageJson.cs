using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>A message in the forms that the API shows it in.</summary>
internal static class MessageJson
{
    /// <summary>Lists: "each message resource contains only an id and a threadId".</summary>
    public static JsonObject Ids(EmulatedMessage message) => new()
    {
        ["id"] = message.Id,
        ["threadId"] = message.ThreadId,
    };

    /// <summary>Answers of modify, trash, send and insert.</summary>
    public static JsonObject Labelled(EmulatedMessage message)
    {
        var json = Ids(message);
        if (message.LabelIds.Count > 0)
        {
            json["labelIds"] = Json.Strings(message.LabelIds.Order(StringComparer.Ordinal));
        }

        return json;
    }

    /// <summary>One of minimal, metadata, full and raw.</summary>
    public static JsonObject Format(Call call, EmulatedMessage message, string format)
    {
        var json = Labelled(message);
        // Snippets come escaped for HTML.
        json["snippet"] = WebUtility.HtmlEncode(message.Snippet);
        var options = call.Gmail.Options;
        var tree = new PayloadTree(
            message, call.Gmail.AttachmentIds, options.InlineTextLimitInBytes, options.AttachedMessagesHaveIds);
        switch (format)
        {
            case "full":
                json["payload"] = tree.Full();
                break;
            case "metadata":
                json["payload"] = tree.Metadata(call.Query.All("metadataHeaders"));
                break;
            case "raw":
                json["raw"] = Base64UrlText.Encode(message.Raw);
                break;
        }

        json["sizeEstimate"] = message.Raw.Length;
        json["historyId"] = Text(message.HistoryId);
        json["internalDate"] = message.InternalDate.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return json;
    }

    /// <summary>The format asked for, full if none was; 403 where gmail.metadata does not allow it.</summary>
    public static string AskedFormat(Call call, params string[] allowed)
    {
        var format = call.Query.Choice("format", "full", allowed);
        return format is "full" or "raw" && call.IsMetadataOnly
            ? throw GmailApiException.Forbidden($"Metadata scope doesn't allow format {format.ToUpperInvariant()}")
            : format;
    }

    /// <summary>64-bit numbers are text in Google's JSON.</summary>
    public static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
