namespace GmailMcp.Mailbox;

/// <summary>How much mail is remembered.</summary>
/// <param name="MaxBytes">Of all mailboxes together, in memory; 0 remembers none. Default 32 MiB.</param>
internal sealed record CacheSettings(long MaxBytes = CacheSettings.DefaultMebibytes * 1024L * 1024)
{
    public const int DefaultMebibytes = 32;

    /// <summary>The largest message that is remembered: one must not push out all others.</summary>
    public long LargestMessage => MaxBytes / 8;
}
