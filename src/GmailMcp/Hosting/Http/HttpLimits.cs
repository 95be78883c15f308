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

    /// <summary>Bytes a second that a client must send while it sends a body.</summary>
    public double SlowestUpload { get; init; } = 240;

    /// <summary>Bytes a second that a client must take while an answer waits for it. Kestrel gives a long answer its whole time
    /// at once, so a low rate would keep one that nobody reads in memory for hours. A stream on which nothing waits to be
    /// sent may be silent for ever.</summary>
    public double SlowestDownload { get; init; } = 16 * 1024;

    /// <summary>How long a transfer may be slower than that before the connection is cut.</summary>
    public TimeSpan SlowGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests at once from everybody, streams (GET) not counted.</summary>
    public int MostRequests { get; init; } = 1024;

    /// <summary>Requests a second that one caller may keep up: the holder of a key, or a session without one. 0 turns this
    /// limit and <see cref="MostCalls"/> off.</summary>
    public int Rate { get; init; } = 50;

    /// <summary>Requests that one caller may make at once after a pause.</summary>
    public int Burst { get; init; } = 200;

    /// <summary>Requests of one caller that may run at once, streams not counted.</summary>
    public int MostCalls { get; init; } = 32;

    /// <summary>Streams (GET) of one caller that may be open at once.</summary>
    public int MostStreams { get; init; } = 16;

    /// <summary>Requests a second from one address that prove no caller: without a key outside a session, and refused ones.
    /// 0 turns this limit and <see cref="MostAddressCalls"/> off.</summary>
    public int AddressRate { get; init; } = 50;

    /// <summary>Such requests that may come at once after a pause.</summary>
    public int AddressBurst { get; init; } = 500;

    /// <summary>Such requests that may run at once, streams not counted.</summary>
    public int MostAddressCalls { get; init; } = 128;

    /// <summary>Keys that one address may try at once in the operator's form; one more every <see cref="OperatorPause"/>. A
    /// person mistypes; a key that a person chose could be guessed.</summary>
    public int OperatorTries { get; init; } = 10;

    public TimeSpan OperatorPause { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Streams without a key outside a session, those of HTTP with SSE, that one address may have open at once.</summary>
    public int MostAddressStreams { get; init; } = 256;

    /// <summary>How long a session may be idle.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Idle sessions at once; above that the one that was idle longest ends.</summary>
    public int MostSessions { get; init; } = 10_000;

    /// <summary>How long a shutdown waits for running calls. reliability.md §5: 30 s over HTTP.</summary>
    public TimeSpan Shutdown { get; init; } = TimeSpan.FromSeconds(30);
}
