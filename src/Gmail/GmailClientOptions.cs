using System.Security.Cryptography;

namespace Gmail;

/// <summary>The settings of a <see cref="GmailClient"/>. Every default is safe for a consumer mailbox and a new Cloud
/// project.</summary>
public sealed record GmailClientOptions
{
    /// <summary>Where Gmail is. Scheme, host and port; the paths below it are always Google's. Default
    /// https://gmail.googleapis.com/.</summary>
    public Uri RootUri { get; init; } = new("https://gmail.googleapis.com/");

    /// <summary>The clock of waits and time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Chance between 0 and 1: spreads retries, so that clients that failed together do not return
    /// together.</summary>
    public Func<double> Jitter { get; init; } = () => RandomNumberGenerator.GetInt32(1_000) / 1_000.0;

    /// <summary>How often a call that is safe to repeat is tried, the first included; at least 1. Default 5. More
    /// often only where Gmail names short waits: for <see cref="MaxWait"/> in all.</summary>
    public int MaxTries { get; init; } = 5;

    /// <summary>The longest wait that is slept. When Gmail asks for more, the call fails with
    /// <see cref="GmailException.RetryAt"/>. Default 60 seconds.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a call may go without a byte moving in either direction; no limit in total, because a large
    /// upload
    /// takes as long as it takes. Default 30 seconds. The HttpClient's own Timeout must be longer or
    /// infinite.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same limit for calls that send mail, because giving up early leaves a doubt. Default 60
    /// seconds.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest answer that is read, after decompression. Default 200 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>How many requests are in flight at once; Gmail's own limit is unpublished and is reached at about ten.
    /// A batch carries no more calls, because Gmail counts each of them. Default 8.</summary>
    public int MaxInFlight { get; init; } = 8;

    /// <summary>Accounts for the quota units of the mailbox. Share one between all clients of the same mailbox and
    /// Cloud
    /// project; when null the client makes its own with 6,000 units a minute.</summary>
    public QuotaLedger? Ledger { get; init; }

    /// <summary>What calls cost. Default <see cref="PriceList.From2026"/>.</summary>
    public PriceList Prices { get; init; } = PriceList.From2026;

    /// <summary>The product in the User-Agent header. The word gzip is added where it is missing: Google compresses
    /// only for
    /// clients that name it there too.</summary>
    public string UserAgent { get; init; } = "gmail-mcp (gzip)";
}
