using GmailMcp.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Lets calls of tools run until they are let go.</summary>
internal sealed class HeldCalls
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    public int Running => Volatile.Read(ref _running);

    public void AddTo(IMcpServerBuilder mcp) =>
        mcp.WithRequestFilters(filters => filters.AddCallToolFilter(next => async (context, cancellationToken) =>
        {
            Interlocked.Increment(ref _running);
            try
            {
                await _gate.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }

            return await next(context, cancellationToken);
        }));

    public void Release() => _gate.TrySetResult();

    public Task UntilRunningAsync(int calls) => Patience.UntilAsync(() => Task.FromResult(Running == calls));
}
