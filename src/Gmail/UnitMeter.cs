namespace Gmail;

/// <summary>Counts the quota units of some calls among all that a mailbox gets; <see cref="GmailClient.Metered"/>.</summary>
public sealed class UnitMeter
{
    private long _units;

    /// <summary>The units so far. A read that joined an equal one under way cost nothing.</summary>
    public long Units => Interlocked.Read(ref _units);

    internal void Add(int units) => Interlocked.Add(ref _units, units);
}
