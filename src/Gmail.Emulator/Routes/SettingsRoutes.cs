using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>Vacation, IMAP, POP, language, forwarding.</summary>
internal static partial class SettingsRoutes
{
    // ImapSettings.maxFolderSize: "Legal values are 0, 1000, 2000, 5000 or 10000."
    private static readonly long[] FolderSizes = [0, 1000, 2000, 5000, 10000];

    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.settings.getVacation"] = call => Copy(call.Mailbox.Settings.Vacation),
            ["users.settings.updateVacation"] = UpdateVacation,
            ["users.settings.getImap"] = call => Copy(call.Mailbox.Settings.Imap),
            ["users.settings.updateImap"] = UpdateImap,
            ["users.settings.getPop"] = call => Copy(call.Mailbox.Settings.Pop),
            ["users.settings.updatePop"] = UpdatePop,
            ["users.settings.getLanguage"] = call => Copy(call.Mailbox.Settings.Language),
            ["users.settings.updateLanguage"] = UpdateLanguage,
            ["users.settings.getAutoForwarding"] = call => Copy(call.Mailbox.Settings.AutoForwarding),
            ["users.settings.forwardingAddresses.list"] = ListForwarding,
            ["users.settings.forwardingAddresses.get"] = GetForwarding,
        };

    private static JsonObject UpdateVacation(Call call)
    {
        var body = call.Body;
        var isOn = body.Flag("enableAutoReply") == true;
        string[] texts = ["responseSubject", "responseBodyPlainText", "responseBodyHtml"];
        if (isOn && texts.All(name => string.IsNullOrEmpty(body.Text(name))))
        {
            // "In order to enable auto-replies, either the response subject or the response body must be nonempty."
            throw GmailApiException.FailedPrecondition("Vacation responder needs a response subject or body");
        }

        var start = Time(body, "startTime");
        var end = Time(body, "endTime");
        if (start >= end)
        {
            throw GmailApiException.Invalid("Vacation responder's startTime must precede endTime");
        }

        var vacation = new JsonObject { ["enableAutoReply"] = isOn };
        foreach (var name in texts)
        {
            if (body.Text(name) is { Length: > 0 } text)
            {
                // "Gmail will sanitize the HTML before storing it."
                vacation[name] = name == "responseBodyHtml" ? HtmlSanitiser.Clean(text) : text;
            }
        }

        vacation["restrictToContacts"] = body.Flag("restrictToContacts") == true;
        vacation["restrictToDomain"] = body.Flag("restrictToDomain") == true;
        if (start is { } from)
        {
            vacation["startTime"] = MessageJson.Text((ulong)from);
        }

        if (end is { } until)
        {
            vacation["endTime"] = MessageJson.Text((ulong)until);
        }

        call.Mailbox.Settings.Vacation = vacation;
        return Copy(vacation);
    }

    private static JsonObject UpdateImap(Call call)
    {
        var body = call.Body;
        CheckChoice(body, "expungeBehavior", "expungeBehaviorUnspecified", "archive", "trash", "deleteForever");
        var size = body.Number("maxFolderSize") ?? 0;
        if (!FolderSizes.Contains(size))
        {
            throw GmailApiException.Invalid($"Invalid maxFolderSize: {size}");
        }

        call.Mailbox.Settings.Imap = new JsonObject
        {
            ["enabled"] = body.Flag("enabled") == true,
            ["autoExpunge"] = body.Flag("autoExpunge") == true,
            ["expungeBehavior"] = body.Text("expungeBehavior") ?? "archive",
            ["maxFolderSize"] = size,
        };
        return Copy(call.Mailbox.Settings.Imap);
    }

    private static JsonObject UpdatePop(Call call)
    {
        CheckChoice(call.Body, "accessWindow", "accessWindowUnspecified", "disabled", "fromNowOn", "allMail");
        CheckChoice(
            call.Body, "disposition", "dispositionUnspecified", "leaveInInbox", "archive", "trash", "markRead");
        call.Mailbox.Settings.Pop = new JsonObject
        {
            ["accessWindow"] = call.Body.Text("accessWindow") ?? "disabled",
            ["disposition"] = call.Body.Text("disposition") ?? "leaveInInbox",
        };
        return Copy(call.Mailbox.Settings.Pop);
    }

    private static JsonObject UpdateLanguage(Call call)
    {
        var language = call.Body.Text("displayLanguage") ?? "";
        if (!LanguageTag().IsMatch(language))
        {
            throw GmailApiException.Invalid($"Invalid displayLanguage: {language}");
        }

        // "The requested displayLanguage may not be directly supported … a close variant may be chosen."
        var saved = language is "en-US" ? "en" : language;
        call.Mailbox.Settings.Language = new JsonObject { ["displayLanguage"] = saved };
        return Copy(call.Mailbox.Settings.Language);
    }

    private static JsonObject ListForwarding(Call call)
    {
        var addresses = call.Mailbox.Settings.ForwardingAddresses;
        return addresses.Count == 0
            ? []
            : new JsonObject { ["forwardingAddresses"] = Json.Array(addresses.Select(Forwarding)) };
    }

    private static JsonObject GetForwarding(Call call)
    {
        var index = call.Mailbox.Settings.ForwardingAddresses.FindIndex(address =>
            address.Email.Equals(call["forwardingEmail"], StringComparison.OrdinalIgnoreCase));
        return index < 0
            ? throw GmailApiException.NotFound()
            : Forwarding(call.Mailbox.Settings.ForwardingAddresses[index]);
    }

    private static JsonObject Forwarding((string Email, bool IsVerified) address) => new()
    {
        ["forwardingEmail"] = address.Email,
        ["verificationStatus"] = address.IsVerified ? "accepted" : "pending",
    };

    private static JsonObject Copy(JsonObject settings) => settings.DeepClone().AsObject();

    /// <summary>Epoch milliseconds; 0 is how the web interface leaves a time out.</summary>
    private static long? Time(JsonObject body, string name)
    {
        if (!body.ContainsKey(name))
        {
            return null;
        }

        var time = body.Number(name) ?? throw GmailApiException.Invalid($"Invalid value at '{name}' (TYPE_INT64)");
        return time switch
        {
            0 => null,
            < 0 => throw GmailApiException.Invalid($"Invalid value at '{name}' (TYPE_INT64), {time}"),
            _ => time,
        };
    }

    private static void CheckChoice(JsonObject body, string name, params string[] allowed)
    {
        if (body.Text(name) is { } value && !allowed.Contains(value))
        {
            throw GmailApiException.Invalid($"Invalid value at '{name}' (TYPE_ENUM), \"{value}\"");
        }
    }

    // RFC 3066 §2.1.
    [GeneratedRegex("^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$")]
    private static partial Regex LanguageTag();
}
