using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Settings;

/// <summary>The automatic reply while somebody is away.</summary>
public sealed record VacationSettings
{
    /// <summary>Whether Gmail answers.</summary>
    public bool? EnableAutoReply { get; init; }

    /// <summary>Text put before the subject of the answer.</summary>
    public string? ResponseSubject { get; init; }

    /// <summary>The answer as plain text; ignored where there is HTML.</summary>
    public string? ResponseBodyPlainText { get; init; }

    /// <summary>The answer as HTML, which Gmail sanitises.</summary>
    public string? ResponseBodyHtml { get; init; }

    /// <summary>Whether only people in the contacts are answered.</summary>
    public bool? RestrictToContacts { get; init; }

    /// <summary>Whether only people of the same domain are answered; Google Workspace only.</summary>
    public bool? RestrictToDomain { get; init; }

    /// <summary>When it starts, in milliseconds since 1970-01-01 UTC; null for at once.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? StartTime { get; init; }

    /// <summary>When it ends, in milliseconds since 1970-01-01 UTC; null for never. After the start.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? EndTime { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
