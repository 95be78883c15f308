namespace GmailMcp.Outbox;

/// <summary>One after the other of those within this process who name the same key: a send, or a draft that is changed (Gmail takes an
/// update whatever the draft says by then, so of two at once the second would undo the first without having seen it).</summary>
internal sealed class KeyedTurns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SemaphoreSlim Turn, int Waiting)> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits until nobody else has the key; it is free again when what is returned is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn;
        lock (_gate)
        {
            var (known, waiting) = _turns.TryGetValue(key, out var entry) ? entry : (new SemaphoreSlim(1, 1), 0);
            _turns[key] = (known, waiting + 1);
            turn = known;
        }

        try
        {
            await turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(key, turn, isHolder: false);
            throw;
        }

        return new Entered(() => Leave(key, turn, isHolder: true));
    }

    private void Leave(string key, SemaphoreSlim turn, bool isHolder)
    {
        lock (_gate)
        {
            var left = _turns[key].Waiting - 1;
            if (left == 0)
            {
                _turns.Remove(key);
            }
            else
            {
                _turns[key] = (turn, left);
            }
        }

        if (isHolder)
        {
            turn.Release();
        }
    }

    private sealed class Entered(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
