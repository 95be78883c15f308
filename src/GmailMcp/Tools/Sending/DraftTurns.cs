namespace GmailMcp.Tools.Sending;

/// <summary>One change of a draft after the other. Gmail takes an update whatever the draft says by then, so of two
/// calls at once the second would undo the first without having seen it.</summary>
internal sealed class DraftTurns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SemaphoreSlim Turn, int Waiting)> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits until nobody else of this process changes the draft.</summary>
    /// <param name="draftId">The draft. The same id in another mailbox only waits for nothing.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<IDisposable> EnterAsync(string draftId, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn;
        lock (_gate)
        {
            var (known, waiting) = _turns.TryGetValue(draftId, out var entry) ? entry : (new SemaphoreSlim(1, 1), 0);
            _turns[draftId] = (known, waiting + 1);
            turn = known;
        }

        try
        {
            await turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(draftId, turn, isHolder: false);
            throw;
        }

        return new Entered(() => Leave(draftId, turn, isHolder: true));
    }

    private void Leave(string draftId, SemaphoreSlim turn, bool isHolder)
    {
        lock (_gate)
        {
            var left = _turns[draftId].Waiting - 1;
            if (left == 0)
            {
                _turns.Remove(draftId);
            }
            else
            {
                _turns[draftId] = (turn, left);
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
