namespace Gmail;

/// <summary>Ends a call when no byte has moved for a while. Not a limit of the whole: a large upload may take its
/// time.</summary>
internal sealed class IdleLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _either;

    public IdleLimit(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _idle = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_idle.Token, cancellationToken);
    }

    /// <summary>Fires when the caller cancels or nothing moves.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>A byte moved.</summary>
    public void Touch() => _idle.CancelAfter(_limit);

    public void Dispose()
    {
        _either.Dispose();
        _idle.Dispose();
    }
}
