namespace Gmail.Emulator.Http;

/// <summary>A request with its body read, as a handler or a part of a batch brought it.</summary>
internal sealed class WireRequest
{
    public required string Verb { get; init; }

    /// <summary>Scheme and authority, for the Location of an upload session.</summary>
    public required string Root { get; init; }

    /// <summary>The path as it came, still percent-encoded.</summary>
    public required string Path { get; init; }

    public required QueryValues Query { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public byte[] Body { get; init; } = [];

    public bool IsBatchPart { get; init; }

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The media type without its parameters, lower case; empty where none was sent.</summary>
    public string MediaType => (Header("Content-Type") ?? "").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>The token of the Authorization header or the access_token parameter.</summary>
    public string? BearerToken
    {
        get
        {
            const string Scheme = "Bearer ";
            var header = Header("Authorization");
            return header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? header[Scheme.Length..].Trim()
                : Query["access_token"] ?? Query["oauth_token"];
        }
    }

    public static async Task<WireRequest> ReadAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var uri = message.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in message.Headers.NonValidated)
        {
            headers[name] = string.Join(", ", values);
        }

        byte[] body = [];
        if (message.Content is not null)
        {
            foreach (var (name, values) in message.Content.Headers.NonValidated)
            {
                headers[name] = string.Join(", ", values);
            }

            body = await message.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }

        return new WireRequest
        {
            Verb = message.Method.Method,
            Root = uri.GetLeftPart(UriPartial.Authority),
            Path = uri.AbsolutePath,
            Query = QueryValues.Parse(uri.Query),
            Headers = headers,
            Body = body,
        };
    }
}
