using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>An address that mail may be forwarded to.</summary>
public sealed record ForwardingAddress
{
    /// <summary>The address.</summary>
    public string? ForwardingEmail { get; init; }

    /// <summary>Whether its owner agreed: one of <see cref="Settings.VerificationStatus"/>, or a new value.</summary>
    public string? VerificationStatus { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
