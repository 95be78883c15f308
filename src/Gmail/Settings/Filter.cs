using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>A rule for arriving mail. It can be made and deleted, not changed.</summary>
/// <remarks>Resource <c>users.settings.filters</c>:
/// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.filters</remarks>
public sealed record Filter
{
    /// <summary>The id, given by Gmail.</summary>
    public string? Id { get; init; }

    /// <summary>Which messages it acts on.</summary>
    public FilterCriteria? Criteria { get; init; }

    /// <summary>What it does with them.</summary>
    public FilterAction? Action { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
