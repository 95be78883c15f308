using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using Gmail.Emulator.Mailboxes;

namespace Gmail.Emulator.Routes;

/// <summary>Labels.</summary>
internal static class LabelsRoutes
{
    private static readonly string[] MessageVisibilities = ["show", "hide"];
    private static readonly string[] ListVisibilities = ["labelShow", "labelShowIfUnread", "labelHide"];

    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.labels.list"] = List,
            ["users.labels.get"] = call => Counted(call, call.Mailbox.LabelStore.Get(call["id"])),
            ["users.labels.create"] = Create,
            ["users.labels.update"] = call => Update(call, isPatch: false),
            ["users.labels.patch"] = call => Update(call, isPatch: true),
            ["users.labels.delete"] = Delete,
        };

    /// <summary>"Each label resource only contains an id, name, messageListVisibility, labelListVisibility, and
    /// type."</summary>
    private static JsonObject List(Call call) => new()
    {
        ["labels"] = Json.Array(call.Mailbox.LabelStore.All.Where(label => label.IsListed).Select(Plain)),
    };

    private static JsonObject Create(Call call)
    {
        CheckValues(call.Body);
        var label = call.Mailbox.LabelStore.Create(call.Body.Text("name"));
        Fill(label, call.Body);
        return WithColor(label);
    }

    private static JsonObject Update(Call call, bool isPatch)
    {
        var label = call.Mailbox.LabelStore.Get(call["id"]);
        if (label.IsSystem)
        {
            throw GmailApiException.Invalid("Invalid update request: system labels cannot be changed");
        }

        if (call.Body.Text("id") is { } bodyId && bodyId != label.Id)
        {
            throw GmailApiException.Invalid("Label id in the request body does not match the URL");
        }

        CheckValues(call.Body);
        if (!isPatch || call.Body.ContainsKey("name"))
        {
            label.Name = call.Mailbox.LabelStore.CheckName(call.Body.Text("name"), except: label);
        }

        if (!isPatch)
        {
            label.MessageListVisibility = "show";
            label.LabelListVisibility = "labelShow";
            label.TextColor = null;
            label.BackgroundColor = null;
        }

        Fill(label, call.Body);
        return WithColor(label);
    }

    /// <summary>"Permanently deletes the specified label and removes it from any messages and threads."</summary>
    private static JsonObject? Delete(Call call)
    {
        var label = call.Mailbox.LabelStore.Get(call["id"]);
        if (label.IsSystem)
        {
            throw GmailApiException.Invalid("Invalid delete request");
        }

        foreach (var message in call.Mailbox.Stored.ToList())
        {
            call.Mailbox.ChangeLabels(message, [], [label.Id]);
        }

        call.Mailbox.LabelStore.Delete(label);
        return null;
    }

    /// <summary>Everything is checked before anything changes.</summary>
    private static void CheckValues(JsonObject body)
    {
        CheckChoice(body, "messageListVisibility", MessageVisibilities);
        CheckChoice(body, "labelListVisibility", ListVisibilities);
        if (body.Child("color") is not { Count: > 0 } color)
        {
            return;
        }

        // "This field is required in order to set the color of a label": both, and only from the palette.
        if (color.Text("textColor") is not { } text || color.Text("backgroundColor") is not { } background)
        {
            throw GmailApiException.Invalid("Label color needs both textColor and backgroundColor");
        }

        foreach (var value in (string[])[text, background])
        {
            if (!LabelPalette.Colors.Contains(value))
            {
                throw GmailApiException.Invalid($"Label color {value} is not on the allowed color palette");
            }
        }
    }

    private static void CheckChoice(JsonObject body, string name, string[] allowed)
    {
        if (body.Text(name) is { } value && !allowed.Contains(value))
        {
            throw GmailApiException.Invalid($"Invalid value at 'label.{name}' (TYPE_ENUM), \"{value}\"");
        }
    }

    private static void Fill(EmulatedLabel label, JsonObject body)
    {
        label.MessageListVisibility = body.Text("messageListVisibility") ?? label.MessageListVisibility;
        label.LabelListVisibility = body.Text("labelListVisibility") ?? label.LabelListVisibility;
        if (body.Child("color") is { } color)
        {
            label.TextColor = color.Text("textColor")?.ToLowerInvariant();
            label.BackgroundColor = color.Text("backgroundColor")?.ToLowerInvariant();
        }
    }

    private static JsonObject Plain(EmulatedLabel label)
    {
        var json = new JsonObject { ["id"] = label.Id, ["name"] = label.Name };
        if (label.MessageListVisibility is { } messageList)
        {
            json["messageListVisibility"] = messageList;
        }

        if (label.LabelListVisibility is { } labelList)
        {
            json["labelListVisibility"] = labelList;
        }

        json["type"] = label.IsSystem ? "system" : "user";
        return json;
    }

    private static JsonObject WithColor(EmulatedLabel label)
    {
        var json = Plain(label);
        if (label.TextColor is { } text && label.BackgroundColor is { } background)
        {
            json["color"] = new JsonObject { ["textColor"] = text, ["backgroundColor"] = background };
        }

        return json;
    }

    private static JsonObject Counted(Call call, EmulatedLabel label)
    {
        var messages = call.Mailbox.Stored.Where(message => message.LabelIds.Contains(label.Id)).ToList();
        var unread = messages.Where(message => message.LabelIds.Contains("UNREAD")).ToList();
        var json = WithColor(label);
        json["messagesTotal"] = messages.Count;
        json["messagesUnread"] = unread.Count;
        json["threadsTotal"] = messages.Select(message => message.ThreadId).Distinct().Count();
        json["threadsUnread"] = unread.Select(message => message.ThreadId).Distinct().Count();
        return json;
    }
}
