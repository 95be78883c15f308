namespace GmailMcp.Hosting.Http;

/// <summary>Limits of the HTTP server, each with a safe default.</summary>
internal sealed record HttpLimits
{
    /// <summary>The longest request body in bytes. reliability.md §4: 64 MiB.</summary>
    public long LargestBody { get; init; } = 64 * 1024 * 1024;

    /// <summary>The longest head of a request in bytes.</summary>
    public int LargestHead { get; init; } = 32 * 1024;

    /// <summary>How long a client may take to send the head of a request.</summary>
    public TimeSpan HeadPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may be silent between requests.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Connections at once; further ones are closed at once.</summary>
    public int MostConnections { get; init; } = 20_000;

    /// <summary>How long a session may be idle.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Idle sessions at once; above that the one that was idle longest ends.</summary>
    public int MostSessions { get; init; } = 10_000;

    /// <summary>How long a shutdown waits for running calls. reliability.md §5: 30 s over HTTP.</summary>
    public TimeSpan Shutdown { get; init; } = TimeSpan.FromSeconds(30);
}
