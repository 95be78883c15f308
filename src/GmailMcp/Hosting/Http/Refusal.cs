using System.Text.Json;

namespace GmailMcp.Hosting.Http;

/// <summary>A request that is answered before it reaches MCP or an endpoint: a status and a sentence, in the shape that the
/// client of that path reads.</summary>
internal static class Refusal
{
    // JSON-RPC 2.0 §5.1: -32000 to -32099 are the server's own.
    private const int ServerError = -32000;

    public static async Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        if (McpPaths.IsMcp(context.Request.Path))
        {
            json.WriteString("jsonrpc", "2.0");
            json.WriteStartObject("error");
            json.WriteNumber("code", ServerError);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteNull("id");
        }
        else
        {
            json.WriteString("error", message);
        }

        json.WriteEndObject();
    }
}
