using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>Counts the requests that are being worked on.</summary>
internal sealed class InFlight
{
    private int _running;
    private int _started;

    /// <summary>The message filter that counts; a subscription lasts as long as the connection and is no work.</summary>
    public McpMessageHandler Wrap(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        var counts = context.JsonRpcMessage is JsonRpcRequest { Method: not "subscriptions/listen" };
        if (counts)
        {
            Interlocked.Increment(ref _running);
            Interlocked.Increment(ref _started);
        }

        try
        {
            await next(context, cancellationToken);
        }
        finally
        {
            if (counts)
            {
                Interlocked.Decrement(ref _running);
            }
        }
    };

    /// <summary>Returns when nothing ran and nothing began for <paramref name="quiet"/>, or after <paramref name="atMost"/>.</summary>
    public async Task DrainAsync(TimeSpan quiet, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var wasStarted = -1;
        while (time.GetElapsedTime(begin) < atMost)
        {
            var started = Volatile.Read(ref _started);
            if (Volatile.Read(ref _running) == 0 && started == wasStarted)
            {
                return;
            }

            wasStarted = started;
            await Task.Delay(quiet, time, cancellationToken);
        }
    }
}
