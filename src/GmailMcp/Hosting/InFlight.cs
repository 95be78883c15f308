using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>Counts the messages that are being worked on.</summary>
internal sealed class InFlight
{
    // A message that the SDK lost on the way from the input to the filter must not hold up the end for ever.
    private const int LostAfterQuiets = 20;

    private int _delivered;
    private int _arrived;
    private int _running;

    /// <summary>A message is handed to the SDK.</summary>
    public void Delivered() => Interlocked.Increment(ref _delivered);

    /// <summary>The message filter that counts; a subscription lasts as long as the connection and is no work.</summary>
    public McpMessageHandler Wrap(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        var isWork = context.JsonRpcMessage is not JsonRpcRequest { Method: "subscriptions/listen" };
        if (isWork)
        {
            Interlocked.Increment(ref _running);
        }

        Interlocked.Increment(ref _arrived); // last: between the two it must not look as if nothing ran
        try
        {
            await next(context, cancellationToken);
        }
        finally
        {
            if (isWork)
            {
                Interlocked.Decrement(ref _running);
            }
        }
    };

    /// <summary>Returns when all that was delivered is worked off, or after <paramref name="atMost"/>.</summary>
    /// <param name="pause">How often to look.</param>
    /// <param name="atMost">How long running calls may go on.</param>
    public async Task DrainAsync(TimeSpan pause, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var quiets = 0;
        var lastArrived = -1;
        while (time.GetElapsedTime(begin) < atMost)
        {
            var arrived = Volatile.Read(ref _arrived);
            var isIdle = Volatile.Read(ref _running) == 0;
            if (isIdle && arrived >= Volatile.Read(ref _delivered))
            {
                return;
            }

            quiets = isIdle && arrived == lastArrived ? quiets + 1 : 0;
            if (quiets == LostAfterQuiets)
            {
                return;
            }

            lastArrived = arrived;
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
