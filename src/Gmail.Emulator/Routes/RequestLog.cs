namespace Gmail.Emulator.Routes;

/// <summary>What was asked and answered.</summary>
internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<EmulatedRequest> _requests = [];

    public IReadOnlyList<EmulatedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public void Add(EmulatedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }
    }
}
