using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>What a filter does. Removing INBOX archives, removing UNREAD marks read, removing SPAM keeps out of
/// spam.</summary>
public sealed record FilterAction
{
    /// <summary>Labels to add; at most one of them a user label.</summary>
    public IReadOnlyList<string>? AddLabelIds { get; init; }

    /// <summary>Labels to remove.</summary>
    public IReadOnlyList<string>? RemoveLabelIds { get; init; }

    /// <summary>A verified address to forward to. Mail leaves the account silently: ask the person.</summary>
    public string? Forward { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
