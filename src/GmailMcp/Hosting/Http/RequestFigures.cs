namespace GmailMcp.Hosting.Http;

/// <summary>How many requests came, and what became of them, since the server started.</summary>
internal sealed class RequestFigures(TimeProvider time)
{
    private long _all;
    private long _denied;
    private long _tooMany;
    private long _failed;
    private int _streams;

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public long All => Interlocked.Read(ref _all);

    /// <summary>Answered 401 or 403.</summary>
    public long Denied => Interlocked.Read(ref _denied);

    /// <summary>Answered 429.</summary>
    public long TooMany => Interlocked.Read(ref _tooMany);

    /// <summary>Answered 500 or above.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Streams that are open now.</summary>
    public int Streams => Volatile.Read(ref _streams);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var isStream = RateLimits.IsStream(context.Request);
        Interlocked.Increment(ref _all);
        Interlocked.Add(ref _streams, isStream ? 1 : 0);
        var isDone = false;
        try
        {
            await next(context);
            isDone = true;
        }
        finally
        {
            Interlocked.Add(ref _streams, isStream ? -1 : 0);
            if (isDone || !context.RequestAborted.IsCancellationRequested)
            {
                Count(isDone ? context.Response.StatusCode : StatusCodes.Status500InternalServerError);
            }
        }
    }

    private void Count(int status)
    {
        switch (status)
        {
            case StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden:
                Interlocked.Increment(ref _denied);
                break;
            case StatusCodes.Status429TooManyRequests:
                Interlocked.Increment(ref _tooMany);
                break;
            case >= StatusCodes.Status500InternalServerError:
                Interlocked.Increment(ref _failed);
                break;
        }
    }
}
