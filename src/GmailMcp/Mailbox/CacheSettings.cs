namespace GmailMcp.Mailbox;

/// <summary>How much mail is remembered.</summary>
/// <param name="MaxBytes">Of all mailboxes together, in memory; 0 remembers none. Default 32 MiB.</param>
/// <param name="Disk">Where it outlives the process; null, as by default, for nowhere.</param>
internal sealed record CacheSettings(long MaxBytes = CacheSettings.DefaultMebibytes * 1024L * 1024, CacheDisk? Disk = null)
{
    public const int DefaultMebibytes = 32;

    /// <summary>The largest message that is remembered: one must not push out all others.</summary>
    public long LargestMessage => MaxBytes / 8;
}
