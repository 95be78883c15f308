using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Http;

/// <summary>An answer, before it is compressed and becomes an HttpResponseMessage.</summary>
internal sealed record WireAnswer(int Status, string? ContentType, byte[] Body)
{
    public const string JsonType = "application/json; charset=UTF-8";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static WireAnswer Empty(int status) => new(status, null, []);

    public static WireAnswer FromJson(int status, JsonNode node, bool indented = true) =>
        new(status, JsonType, Json.Bytes(node, indented));

    public static WireAnswer Html(int status, string title, string text) => new(
        status,
        "text/html; charset=UTF-8",
        Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang=en>
            <meta charset=utf-8>
            <title>{WebUtility.HtmlEncode(title)}</title>
            <p><b>{status}.</b> {WebUtility.HtmlEncode(text)}</p>
            </html>
            """));

    public static WireAnswer Redirect(string location) =>
        Empty(302) with { Headers = [("Location", location)] };

    public static WireAnswer FromError(GmailApiException error) =>
        FromJson(error.Status, error.ToJson()) with { Headers = error.Headers };

    /// <summary>Google compresses when Accept-Encoding asks for gzip and the User-Agent has the word in it (Gmail API
    /// guide, Performance tips).</summary>
    public WireAnswer CompressedFor(WireRequest request)
    {
        var isWanted = (request.Header("Accept-Encoding") ?? "").Contains("gzip", StringComparison.OrdinalIgnoreCase)
            && (request.Header("User-Agent") ?? "").Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isWanted || Body.Length == 0)
        {
            return this;
        }

        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(Body);
        }

        return this with { Body = stream.ToArray(), Headers = [.. Headers, ("Content-Encoding", "gzip")] };
    }

    public HttpResponseMessage ToMessage(HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)Status)
        {
            RequestMessage = request,
            Version = request.Version,
            Content = new ByteArrayContent(Body),
        };
        if (ContentType is not null)
        {
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
