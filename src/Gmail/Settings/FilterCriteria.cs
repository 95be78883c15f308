using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>Which messages a filter acts on: all conditions together.</summary>
public sealed record FilterCriteria
{
    /// <summary>Name or address of the sender.</summary>
    public string? From { get; init; }

    /// <summary>Name or address of a recipient, Cc and Bcc included.</summary>
    public string? To { get; init; }

    /// <summary>A phrase in the subject, letter case ignored.</summary>
    public string? Subject { get; init; }

    /// <summary>Gmail search syntax that must match.</summary>
    public string? Query { get; init; }

    /// <summary>Gmail search syntax that must not match.</summary>
    public string? NegatedQuery { get; init; }

    /// <summary>Whether there is an attachment.</summary>
    public bool? HasAttachment { get; init; }

    /// <summary>Whether chats are left out.</summary>
    public bool? ExcludeChats { get; init; }

    /// <summary>A size of the whole message in bytes, attachments included.</summary>
    public int? Size { get; init; }

    /// <summary>How the message compares with <see cref="Size"/>: <c>smaller</c> or <c>larger</c>, or a new
    /// value.</summary>
    public string? SizeComparison { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
