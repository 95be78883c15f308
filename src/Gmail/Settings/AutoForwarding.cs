using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>Whether all arriving mail is forwarded.</summary>
public sealed record AutoForwarding
{
    /// <summary>Whether it is.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Where to: a verified forwarding address.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>What becomes of the message here: one of <see cref="MessageDisposition"/>, or a new value.</summary>
    public string? Disposition { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
