using GmailMcp.Accounts;
using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>Takes callbacks for <c>gmail-mcp auth</c> while this server has the port: for the holder of the operator's key alone.</summary>
internal sealed class CallbackRelayRoutes(CallbackRelay relay)
{
    /// <summary>Lets a browser in that such a sign-in waits for; it has no key.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        if (context.Request.Method != HttpMethods.Get || !relay.Expects(path))
        {
            await next(context);
            return;
        }

        var query = CallbackQuery.Parse(context.Request.QueryString.Value ?? "");
        var answer = await relay.TakeAsync(path, query, context.RequestAborted);
        if (answer == CallbackAnswer.WrongState)
        {
            await next(context); // another sign-in's, at the same path
            return;
        }

        await SignInPage.AnswerAsync(context, answer);
    }

    public void Map(WebApplication app)
    {
        app.MapPost(RunningServer.ExpectPath, ExpectAsync);
        app.MapPost(RunningServer.WaitPath, WaitAsync);
        app.MapPost(RunningServer.AnswerPath, AnswerAsync);
    }

    private async Task ExpectAsync(HttpContext context)
    {
        if (await ReadAsync(context, CallbackRelayJson.Default.RelayRequest) is { } request)
        {
            context.Response.StatusCode = relay.Expect(request.State, request.Path)
                ? StatusCodes.Status201Created
                : StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task WaitAsync(HttpContext context)
    {
        var request = await ReadAsync(context, CallbackRelayJson.Default.RelayRequest);
        if (request is null)
        {
            return;
        }

        if (await relay.WaitAsync(request.State, context.RequestAborted) is { } query)
        {
            await context.Response.WriteAsJsonAsync(
                new RelayArrival(query.Code, query.Error), CallbackRelayJson.Default.RelayArrival, cancellationToken: context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (await ReadAsync(context, CallbackRelayJson.Default.RelayAnswer) is { } answer)
        {
            context.Response.StatusCode = relay.Answer(answer.State, new(answer.Status, answer.Text))
                ? StatusCodes.Status204NoContent
                : StatusCodes.Status404NotFound;
        }
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        if (!CallerIdentity.IsOperator(context.User))
        {
            await Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "Only the operator's key opens this.");
            return null;
        }

        try
        {
            return await context.Request.ReadFromJsonAsync(type, context.RequestAborted);
        }
        catch (System.Text.Json.JsonException)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, "The body is not what gmail-mcp auth sends.");
            return null;
        }
    }
}
