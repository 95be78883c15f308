namespace GmailMcp.Policy;

/// <summary>How large an audit log may become, all processes together. What is in use is never removed, so while many processes write
/// there may be a file more for each.</summary>
internal sealed record AuditLimits
{
    public const string Variable = "GMAIL_MCP_AUDIT_MAX_MB";
    public const int DefaultMebibytes = 1_024;
    public const int MostMebibytes = 1_048_576;

    /// <summary>A file that has as many is followed by another.</summary>
    public long FileBytes { get; init; } = 16L << 20;

    /// <summary>The most of all files together; the oldest are removed.</summary>
    public long TotalBytes { get; init; } = long.MaxValue;

    /// <summary>The most files: each start of a server makes one, however little it writes.</summary>
    public int Files { get; init; } = int.MaxValue;

    /// <param name="mebibytes">The most; 0 removes nothing.</param>
    public static AuditLimits OfMebibytes(int mebibytes) => mebibytes == 0
        ? new AuditLimits()
        : new AuditLimits
        {
            FileBytes = Math.Min(16L << 20, ((long)mebibytes << 20) / 4),
            TotalBytes = (long)mebibytes << 20,
            Files = 4_096,
        };
}
