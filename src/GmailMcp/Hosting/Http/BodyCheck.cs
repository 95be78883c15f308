using System.Text.Json;

namespace GmailMcp.Hosting.Http;

/// <summary>Is the body of a POST a JSON-RPC message? The SDK answers one that is none with a bare 500; here it is read once,
/// before the SDK sees it, and what is wrong is said in the words that stdio has for it.</summary>
internal static class BodyCheck
{
    // Whoever only says that much will come gets no more memory for it.
    private const int FirstBytes = 16 * 1024;

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Method != HttpMethods.Post || (request.Path != McpPaths.Mcp && request.Path != McpPaths.Messages))
        {
            await next(context);
            return;
        }

        // Not guessed: text/plain is what a page of another site may post without asking.
        if (!request.HasJsonContentType())
        {
            await Refusal.WriteAsync(
                context, StatusCodes.Status415UnsupportedMediaType, "The request is not marked as JSON. Send it with Content-Type: application/json.");
            return;
        }

        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? FirstBytes, FirstBytes));
        await request.Body.CopyToAsync(body, context.RequestAborted);
        if (FrameCheck.Find(body.GetBuffer().AsSpan(0, (int)body.Length), answersAll: true) is { } problem)
        {
            await AnswerAsync(context, problem);
            return;
        }

        body.Position = 0;
        request.Body = body;
        try
        {
            await next(context);
        }
        catch (JsonException unread) when (!context.Response.HasStarted)
        {
            // The SDK reads some parameters, those of initialize, before CallShape can see them.
            await AnswerAsync(context, new FrameProblem(
                -32602, $"\"params\" cannot be read at {unread.Path}: a value of another kind belongs there.", Id: null));
        }
    }

    /// <summary>Says what is wrong with a message, as JSON-RPC does.</summary>
    public static async Task AnswerAsync(HttpContext context, FrameProblem problem)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(problem.ToUtf8(), context.RequestAborted);
    }
}
