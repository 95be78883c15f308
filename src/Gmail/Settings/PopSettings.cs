using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>Access to the mailbox by POP.</summary>
public sealed record PopSettings
{
    /// <summary>Which messages POP sees: one of <see cref="PopAccessWindow"/>, or a new value.</summary>
    public string? AccessWindow { get; init; }

    /// <summary>What becomes of a fetched message: one of <see cref="MessageDisposition"/>, or a new value.</summary>
    public string? Disposition { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
