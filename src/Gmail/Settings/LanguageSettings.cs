using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>The language of Gmail for this account.</summary>
public sealed record LanguageSettings
{
    /// <summary>An RFC 3066 tag such as <c>en</c>. Gmail may answer with a close one that it has.</summary>
    public string? DisplayLanguage { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
