namespace Gmail;

/// <summary>Lets callers who read the same at the same time share one request. It ends when its last caller gives up, and nobody
/// joins one that began before a change.</summary>
internal sealed class SingleFlight
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <summary>Joins the read of this name, or begins it.</summary>
    /// <param name="name">What is read: equal names, equal answers.</param>
    /// <param name="read">Reads it; its answer goes to several callers, so it must not change afterwards.</param>
    /// <param name="cancellationToken">This caller gives up.</param>
    public async Task<T> RunAsync<T>(
        string name, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        var isFirst = false;
        lock (_lock)
        {
            if (!_flights.TryGetValue(name, out flight))
            {
                _flights[name] = flight = new Flight();
                isFirst = true;
            }

            flight.Callers++;
        }

        if (isFirst)
        {
            _ = FlyAsync(name, flight, read);
        }

        try
        {
            return (T)await flight.Landed.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(name, flight);
        }
    }

    /// <summary>Something changes: a read that is under way may not have seen it.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _flights.Clear();
        }
    }

    private async Task FlyAsync<T>(string name, Flight flight, Func<CancellationToken, Task<T>> read)
        where T : class
    {
        try
        {
            flight.Landed.TrySetResult(await read(flight.Cancellation.Token));
        }
        catch (OperationCanceledException)
        {
            flight.Landed.TrySetCanceled(flight.Cancellation.Token);
        }
        catch (Exception failure)
        {
            flight.Landed.TrySetException(failure);
        }
        finally
        {
            lock (_lock)
            {
                Remove(name, flight);
            }

            flight.Cancellation.Dispose();
        }
    }

    private void Leave(string name, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Callers > 0 || flight.Landed.Task.IsCompleted)
            {
                return;
            }

            Remove(name, flight);
        }

        try
        {
            flight.Cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It landed in this moment.
        }
    }

    private void Remove(string name, Flight flight)
    {
        if (_flights.TryGetValue(name, out var known) && known == flight)
        {
            _flights.Remove(name);
        }
    }

    private sealed class Flight
    {
        public TaskCompletionSource<object> Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Cancellation { get; } = new();

        public int Callers { get; set; }
    }
}
