using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Labels;

/// <summary>The colours of a user label. Gmail takes both together, out of a fixed palette, written #rrggbb.</summary>
public sealed record LabelColor
{
    /// <summary>The colour of the text.</summary>
    public string? TextColor { get; init; }

    /// <summary>The colour behind the text.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
