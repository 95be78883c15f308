namespace GmailMcp.Policy;

/// <summary>What the operator allows, from flags and from the policy file. What is not set is null.</summary>
internal sealed record PolicySettings
{
    /// <summary>Gmail's own limit for personal accounts: https://support.google.com/mail/answer/22839</summary>
    public const int DefaultSendCap = 500;

    public const int DefaultDeleteCap = 1000;
    public const int DefaultFilterCap = 20;

    public Profile? Profile { get; init; }

    public bool IsReadOnly { get; init; }

    public ConfirmMode? Confirm { get; init; }

    /// <summary>Lists each of which must hold an address that mail may go to; none allows all.</summary>
    public IReadOnlyList<IReadOnlyList<RecipientPattern>> Allowed { get; init; } = [];

    public IReadOnlyList<RecipientPattern> Denied { get; init; } = [];

    /// <summary>Mail goes only to people in the thread that it answers.</summary>
    public bool IsThreadOnly { get; init; }

    public IReadOnlyDictionary<CappedAct, int> Caps { get; init; } = new Dictionary<CappedAct, int>();

    /// <summary>When to ask, where nothing is set: <see cref="ConfirmMode.Auto"/>.</summary>
    public ConfirmMode Asks => Confirm ?? ConfirmMode.Auto;

    public int CapOf(CappedAct act) => Caps.TryGetValue(act, out var cap) ? cap : act switch
    {
        CappedAct.Send => DefaultSendCap,
        CappedAct.Delete => DefaultDeleteCap,
        _ => DefaultFilterCap,
    };

    /// <summary>Both hold: of two settings of the same thing the stricter.</summary>
    public PolicySettings And(PolicySettings other) => new()
    {
        Profile = Least(Profile, other.Profile),
        IsReadOnly = IsReadOnly || other.IsReadOnly,
        Confirm = Confirm is { } mine && other.Confirm is { } theirs
            ? (ConfirmMode)Math.Max((int)mine, (int)theirs)
            : Confirm ?? other.Confirm,
        Allowed = [.. Allowed, .. other.Allowed],
        Denied = [.. Denied, .. other.Denied],
        IsThreadOnly = IsThreadOnly || other.IsThreadOnly,
        Caps = Caps.Concat(other.Caps)
            .GroupBy(cap => cap.Key)
            .ToDictionary(caps => caps.Key, caps => caps.Min(cap => cap.Value)),
    };

    private static Profile? Least(Profile? one, Profile? other) =>
        one is { } mine && other is { } theirs ? (Profile)Math.Min((int)mine, (int)theirs) : one ?? other;
}
