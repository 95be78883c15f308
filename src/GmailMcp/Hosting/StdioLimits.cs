namespace GmailMcp.Hosting;

/// <summary>Limits of the stdio transport.</summary>
internal sealed record StdioLimits
{
    /// <summary>The longest message in bytes. reliability.md §4: 64 MiB.</summary>
    public int LongestLine { get; init; } = 64 * 1024 * 1024;

    /// <summary>How often to look, after the input ended, whether the calls it brought are answered.</summary>
    public TimeSpan DrainPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long running calls may go on after the input ended. reliability.md §5: 30 s.</summary>
    public TimeSpan DrainAtMost { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a SIGTERM waits for running calls. reliability.md §5: 5 s on stdio.</summary>
    public TimeSpan Shutdown { get; init; } = TimeSpan.FromSeconds(4);
}
