using System.Text;

namespace Gmail.Tests.Canned;

/// <summary>What the client asked, as it went over the wire.</summary>
internal sealed record CannedRequest
{
    /// <summary>Verb, path and query without prettyPrint: <c>GET /gmail/v1/users/me/labels</c>.</summary>
    public required string Line { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Dictionary<string, string> Headers { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    public static CannedRequest Of(HttpRequestMessage request, byte[] body, DateTimeOffset at)
    {
        var address = request.RequestUri!;
        var query = address.Query.TrimStart('?').Split('&').Where(pair => pair is not ("prettyPrint=false" or ""));
        var tail = string.Join('&', query);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []);
        return new CannedRequest
        {
            Line = $"{request.Method} {address.AbsolutePath}{(tail.Length > 0 ? "?" + tail : "")}",
            Body = body,
            At = at,
            Headers = headers.ToDictionary(
                h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
        };
    }
}
