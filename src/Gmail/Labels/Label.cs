using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Labels;

/// <summary>A label: one of Gmail's own, such as INBOX, or one that a person made. Counts come with labels.get
/// only.</summary>
/// <remarks>Resource <c>users.labels</c>:
/// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels</remarks>
public sealed record Label
{
    /// <summary>The immutable id: the name for a system label, such as <c>Label_12</c> for a user label.</summary>
    public string? Id { get; init; }

    /// <summary>The name shown; a slash nests labels: <c>Travel/Hotels</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Who made it: one of <see cref="LabelType"/>, or a value that is new.</summary>
    public string? Type { get; init; }

    /// <summary>Whether messages show it in lists: one of <see cref="MessageListVisibility"/> the class, or a new
    /// value.</summary>
    public string? MessageListVisibility { get; init; }

    /// <summary>Whether the list of labels shows it: one of <see cref="LabelListVisibility"/> the class, or a new
    /// value.</summary>
    public string? LabelListVisibility { get; init; }

    /// <summary>How many messages carry it.</summary>
    public int? MessagesTotal { get; init; }

    /// <summary>How many unread messages carry it.</summary>
    public int? MessagesUnread { get; init; }

    /// <summary>How many threads carry it.</summary>
    public int? ThreadsTotal { get; init; }

    /// <summary>How many unread threads carry it.</summary>
    public int? ThreadsUnread { get; init; }

    /// <summary>Its colours; user labels only.</summary>
    public LabelColor? Color { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
