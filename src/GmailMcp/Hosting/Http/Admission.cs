namespace GmailMcp.Hosting.Http;

/// <summary>What every request meets first, whoever sent it: a server that is ending takes nothing new, one that has too much
/// to do takes no more, and a body that is too long is answered in words.</summary>
internal sealed class Admission(HttpLimits limits, IHostApplicationLifetime life)
{
    private int _running;

    /// <summary>Requests that are being answered, streams not counted.</summary>
    public int Running => Volatile.Read(ref _running);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (life.ApplicationStopping.IsCancellationRequested && context.Request.Path != Endpoints.ReadyPath)
        {
            context.Response.Headers.Connection = "close";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The server is being stopped. Try again when it runs anew.");
            return;
        }

        if (context.Request.ContentLength > limits.LargestBody)
        {
            await RefuseBodyAsync(context);
            return;
        }

        // A stream lasts as long as its client likes; RateLimits bounds those.
        if (RateLimits.IsStream(context.Request))
        {
            await next(context);
            return;
        }

        var running = Interlocked.Increment(ref _running);
        try
        {
            if (running > limits.MostRequests)
            {
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "The server has too many requests to answer. Try again in a second.");
                return;
            }

            await TryAsync(context, next);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    // What Kestrel finds while a body is read: longer than it said, or than is allowed (chunked); too slow; not HTTP.
    private async Task TryAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException problem) when (!context.Response.HasStarted)
        {
            if (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                await RefuseBodyAsync(context);
                return;
            }

            context.Response.Headers.Connection = "close";
            await Refusal.WriteAsync(context, problem.StatusCode, "The request could not be read to its end. Send it again.");
        }
    }

    private Task RefuseBodyAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close"; // nobody waits for the rest of it
        return Refusal.WriteAsync(
            context,
            StatusCodes.Status413PayloadTooLarge,
            $"The request is longer than {limits.LargestBody / (1024 * 1024)} MiB. Send less at once: attach large files by their path.");
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.Headers.RetryAfter = "1";
        return Refusal.WriteAsync(context, status, message);
    }
}
