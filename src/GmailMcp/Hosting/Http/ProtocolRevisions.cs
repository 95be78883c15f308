using System.Text.Json;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// The revisions of MCP that are served. A request that stands alone, as all do since 2026-07-28, and names a revision that is
/// not served is told those that stand alone, as server/discover tells them: the SDK would name those of the sessions too,
/// which such a client cannot choose. Requests of sessions, and initialize, are the SDK's to answer.
/// </summary>
internal static class ProtocolRevisions
{
    private const string Header = "Mcp-Protocol-Version";

    // MCP 2026-07-28, errors: UnsupportedProtocolVersionError.
    private const int Unsupported = -32022;

    private static readonly string[] WithSessions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
    private static readonly string[] StandingAlone = ["2026-07-28"];

    /// <summary>Every revision, for people to read.</summary>
    public static string Names { get; } = string.Join(", ", [.. WithSessions, .. StandingAlone]);

    /// <summary>Whether requests of this revision have no session.</summary>
    public static bool AreStandingAlone(string revision) => StandingAlone.Contains(revision);

    /// <summary>Behind <see cref="BodyCheck"/>, which has read the body.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path != McpPaths.Mcp
            || request.Body is not MemoryStream body
            || request.Headers.ContainsKey(McpPaths.SessionHeader)
            || request.Headers[Header] is not [{ Length: > 0 } revision]
            || WithSessions.Contains(revision)
            || StandingAlone.Contains(revision))
        {
            return next(context);
        }

        var message = MessageHead.Read(body.GetBuffer().AsSpan(0, (int)body.Length));
        return message.IsInitialize ? next(context) : RefuseAsync(context.Response, revision, message.Id);
    }

    private static async Task RefuseAsync(HttpResponse response, string revision, string? id)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        json.WritePropertyName("id");
        json.WriteRawValue(id ?? "null");
        json.WriteStartObject("error");
        json.WriteNumber("code", Unsupported);
        json.WriteString("message", $"The revision {revision} of MCP is not served. "
            + "Use one of error.data.supported, or open a session with initialize.");
        json.WriteStartObject("data");
        json.WriteStartArray("supported");
        foreach (var supported in StandingAlone)
        {
            json.WriteStringValue(supported);
        }

        json.WriteEndArray();
        json.WriteString("requested", revision);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
