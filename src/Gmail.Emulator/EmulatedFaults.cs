namespace Gmail.Emulator;

/// <summary>What goes wrong on purpose: single faults in a queue, and limits that are on or off.</summary>
public sealed class EmulatedFaults
{
    private readonly Lock _gate = new();
    private readonly List<(EmulatedFault Fault, string? MethodId)> _queue = [];

    // What a bad day brings by itself; "Add" brings the rest. Each may be repeated and leaves nothing half done.
    private static readonly EmulatedFault[] Common =
    [
        EmulatedFault.BackendError(), EmulatedFault.BackendError(500), EmulatedFault.UserRateLimitExceeded(),
        EmulatedFault.TooManyConcurrentRequests(), EmulatedFault.HtmlBadGateway(), EmulatedFault.ResetBeforeWork(),
    ];

    private readonly Random _chance = new(1);

    /// <summary>Each answer takes this long, by the options' clock.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>More than <see cref="InFlightLimit"/> requests of one mailbox at a time, batch parts included, are
    /// refused with 429.</summary>
    public bool LimitsRequestsInFlight { get; set; }

    /// <summary>Google publishes no number; field reports say about ten.</summary>
    public int InFlightLimit { get; set; } = 10;

    /// <summary>Requests beyond <see cref="UnitsPerMinute"/> of one mailbox are refused with 403 until the minute has
    /// passed.</summary>
    public bool EnforcesQuota { get; set; }

    /// <summary>Null: the price list's own, 6,000 or 15,000.</summary>
    public int? UnitsPerMinute { get; set; }

    /// <summary>The share of Gmail's requests, 0 to 1, that meet one of the common faults: 500, 502 as a page, 503, rate
    /// limits and broken connections, evenly, by a seeded chance.</summary>
    public double Share { get; set; }

    /// <summary>The next <paramref name="times"/> requests of a method meet a fault, in the order in which faults were
    /// added.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="methodId">E.g. <c>users.messages.send</c> (with or without <c>gmail.users.</c>),
    /// <c>oauth.token</c>, <c>oauth.revoke</c>, <c>oauth.authorize</c> or <c>batch</c>; null for any method of
    /// Gmail.</param>
    /// <param name="times">How often.</param>
    public void Add(EmulatedFault fault, string? methodId = null, int times = 1)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
            {
                _queue.Add((fault, methodId is null ? null : Normalise(methodId)));
            }
        }
    }

    /// <summary>Forgets what has not happened yet and switches the limits off.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _queue.Clear();
        }

        Latency = TimeSpan.Zero;
        LimitsRequestsInFlight = false;
        EnforcesQuota = false;
        UnitsPerMinute = null;
        Share = 0;
    }

    internal EmulatedFault? Take(string methodId)
    {
        lock (_gate)
        {
            var index = _queue.FindIndex(entry => entry.MethodId is null
                ? methodId.StartsWith("users.", StringComparison.Ordinal)
                : entry.MethodId == methodId);
            if (index < 0)
            {
                return methodId.StartsWith("users.", StringComparison.Ordinal) && _chance.NextDouble() < Share
                    ? Common[_chance.Next(Common.Length)]
                    : null;
            }

            var fault = _queue[index].Fault;
            _queue.RemoveAt(index);
            return fault;
        }
    }

    private static string Normalise(string methodId)
    {
        const string Root = "gmail.";
        var name = methodId.StartsWith(Root, StringComparison.Ordinal) ? methodId[Root.Length..] : methodId;
        return name is "batch" || name.StartsWith("users.", StringComparison.Ordinal)
            || name.StartsWith("oauth.", StringComparison.Ordinal) ? name : "users." + name;
    }
}
