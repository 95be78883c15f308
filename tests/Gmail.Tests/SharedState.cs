namespace Gmail.Tests;

/// <summary>One state for several processes of a test.</summary>
internal sealed class SharedState
{
    private readonly QuotaShare _state = new();
    private readonly HashSet<Guid> _alive = [];

    public QuotaShare NewProcess()
    {
        var process = new Process(this);
        _alive.Add(process.Process);
        return process;
    }

    public void Kill(QuotaShare process) => _alive.Remove(process.Process);

    private sealed class Process(SharedState owner) : QuotaShare
    {
        public override bool IsAlive(Guid process) => owner._alive.Contains(process);

        public override void Use(Action<long[]> use) => owner._state.Use(use);
    }
}
