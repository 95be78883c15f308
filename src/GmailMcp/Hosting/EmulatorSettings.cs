namespace GmailMcp.Hosting;

/// <summary>What <c>gmail-mcp emulator</c> was asked for.</summary>
internal sealed record EmulatorSettings
{
    /// <summary>The port on 127.0.0.1; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Mail of a file or folder in place of the demo's.</summary>
    public string? MailboxFile { get; init; }

    /// <summary>Consents to every sign-in without showing the page.</summary>
    public bool ConsentsByItself { get; init; }

    /// <summary>Mailboxes beside the first: caller1@example.com and on, each with the same mail.</summary>
    public int MoreAccounts { get; init; }

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The share of requests, 0 to 1, that meet a fault.</summary>
    public double FaultShare { get; init; }

    /// <summary>The key file of a service account that example.com trusts with its mail.</summary>
    public string? ServiceAccountFile { get; init; }
}
