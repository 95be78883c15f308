namespace GmailMcp.Outbox;

/// <summary>How long every mail waits as a draft before it leaves, as the operator says.</summary>
/// <param name="Seconds">0 for not at all.</param>
internal sealed record HoldSetting(int Seconds)
{
    /// <summary>Ten minutes: longer than that, no process is sure to live.</summary>
    public const int MaxSeconds = 600;
}
