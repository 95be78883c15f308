using System.Globalization;
using System.Text.Json;

namespace Gmail;

/// <summary>What Gmail says in the body of an error; empty where the body is no JSON, such as the HTML page of a
/// proxy.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/guides/handle-errors</remarks>
internal sealed record ErrorBody
{
    private const int MaxDetailLength = 300;

    /// <summary>The newer word, such as <c>RESOURCE_EXHAUSTED</c>.</summary>
    public string? Status { get; private init; }

    /// <summary>Gmail's reasons: of the first error, then of the details.</summary>
    public IReadOnlyList<string> Reasons { get; private init; } = [];

    /// <summary>Gmail's sentence on one line, cut.</summary>
    public string? Detail { get; private init; }

    /// <summary>How long to wait, by <c>google.rpc.RetryInfo</c>.</summary>
    public TimeSpan? RetryDelay { get; private init; }

    /// <summary>Whether the limit that was reached is one of the day.</summary>
    public bool IsDaily { get; private init; }

    /// <summary>The limit of a minute and user, in units, where Gmail named it.</summary>
    public int? UnitsPerMinute { get; private init; }

    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out var error)
                ? Read(error, json.RootElement)
                : new ErrorBody();
        }
        catch (JsonException)
        {
            return new ErrorBody();
        }
    }

    private static ErrorBody Read(JsonElement error, JsonElement root)
    {
        if (error.ValueKind == JsonValueKind.String)
        {
            // The flat form of Google's OAuth servers, which some proxies in front of the API answer with too.
            return new ErrorBody
            {
                Reasons = Text(root, "error") is { } reason ? [reason] : [],
                Detail = OneLine(Text(root, "error_description")),
            };
        }

        var details = Items(error, "details").ToList();
        return new ErrorBody
        {
            Status = Text(error, "status"),
            Detail = OneLine(Text(error, "message")),
            Reasons =
            [
                .. Items(error, "errors").Take(1).Concat(details).Select(item => Text(item, "reason")).OfType<string>(),
            ],
            RetryDelay = details.Select(
                item => Seconds(Text(item, "retryDelay"))).FirstOrDefault(delay => delay != null),
            IsDaily = details.Any(IsLimitOfTheDay),
            UnitsPerMinute = details.Select(LimitOfTheMinute).FirstOrDefault(limit => limit != null),
        };
    }

    private static bool IsLimitOfTheDay(JsonElement detail) =>
        detail.TryGetProperty("metadata", out var metadata)
        && Text(metadata, "quota_limit")?.Contains("PerDay", StringComparison.OrdinalIgnoreCase) == true;

    // https://cloud.google.com/apis/design/errors#error_info: quota_limit_value, and quota_unit as 1/min/{project}/{user}.
    private static int? LimitOfTheMinute(JsonElement detail) =>
        detail.TryGetProperty("metadata", out var metadata)
        && Text(metadata, "quota_unit") is { } unit
        && unit.Contains("/min/", StringComparison.Ordinal)
        && unit.Contains("{user}", StringComparison.Ordinal)
        && int.TryParse(Text(metadata, "quota_limit_value"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
        && limit > 0
            ? limit
            : null;

    private static TimeSpan? Seconds(string? duration) =>
        duration?.EndsWith('s') == true
        && double.TryParse(duration.AsSpan(0, duration.Length - 1), CultureInfo.InvariantCulture, out var s)
        && s is > 0 and < 1_000_000
            ? TimeSpan.FromSeconds(s)
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var items)
        && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object
            || !parent.TryGetProperty(name, out var value)
            || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: the document does not look into its strings until
            // asked.
            return null;
        }
    }

    private static string? OneLine(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return line.Length <= MaxDetailLength ? line : string.Concat(line.AsSpan(0, MaxDetailLength), "…");
    }
}
