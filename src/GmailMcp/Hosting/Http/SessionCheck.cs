using System.Text.Json;
using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// A message to /mcp that needs a session and names none, one that is over, or another caller's, is answered here with what to
/// do: the SDK's sentences speak of its own settings. Behind <see cref="BodyCheck"/>, which has read the body.
/// </summary>
internal sealed class SessionCheck(Sessions sessions)
{
    private const string RevisionHeader = "Mcp-Protocol-Version";

    // MCP 2025-11-25, Streamable HTTP: 400 without a session, 404 for one that is over; the codes are the SDK's.
    private const int Refused = -32000;
    private const int NotFound = -32001;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path == McpPaths.Mcp && request.Method == HttpMethods.Delete)
        {
            return EndAsync(context, next);
        }

        if (request.Path != McpPaths.Mcp || request.Body is not MemoryStream body)
        {
            return next(context);
        }

        var message = body.GetBuffer().AsSpan(0, (int)body.Length);
        if (request.Headers[McpPaths.SessionHeader].ToString() is not { Length: > 0 })
        {
            return StandsAlone(request, message)
                ? next(context)
                : RefuseAsync(context.Response, StatusCodes.Status400BadRequest, Refused, MessageHead.Read(message).Id,
                    "Bad Request: Session ID required for non-initialize requests. Send initialize first, and the "
                    + "Mcp-Session-Id header of its answer with every request after it.");
        }

        if (sessions.Of(request) is not { } session)
        {
            return RefuseAsync(context.Response, StatusCodes.Status404NotFound, NotFound, MessageHead.Read(message).Id,
                "Session not found. It ends after an hour without a request, and with the server; open a new one with initialize.");
        }

        return CallerIdentity.OwnerOf(session.User) == CallerIdentity.OwnerOf(context.User)
            ? next(context)
            : RefuseAsync(context.Response, StatusCodes.Status403Forbidden, Refused, MessageHead.Read(message).Id,
                "Forbidden: the session is another caller's. Open one of your own with initialize.");
    }

    // The SDK says of every session that it was ended, also of one that there is not.
    private Task EndAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Headers[McpPaths.SessionHeader].ToString() is not { Length: > 0 } ? RefuseAsync(
            context.Response, StatusCodes.Status400BadRequest, Refused, id: null,
            "Bad Request: DELETE ends the session that the Mcp-Session-Id header names, and there is none.")
        : sessions.Of(context.Request) is null ? RefuseAsync(
            context.Response, StatusCodes.Status404NotFound, NotFound, id: null, "Session not found. It has ended already.")
        : next(context);

    // What opens a session, and what says that it needs none: requests since 2026-07-28 name their revision in header or _meta.
    private static bool StandsAlone(HttpRequest request, ReadOnlySpan<byte> message) =>
        (request.Headers[RevisionHeader] is [{ Length: > 0 } revision] && ProtocolRevisions.AreStandingAlone(revision))
        || message.IndexOf("io.modelcontextprotocol/protocolVersion"u8) >= 0
        || MessageHead.Read(message).IsInitialize;

    private static async Task RefuseAsync(HttpResponse response, int status, int code, string? id, string message)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WritePropertyName("id");
        json.WriteRawValue(id ?? "null");
        json.WriteString("jsonrpc", "2.0");
        json.WriteEndObject();
    }
}
