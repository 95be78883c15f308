namespace GmailMcp.Accounts;

/// <summary>What a sign-in tool tells.</summary>
internal sealed record SignInStatus
{
    public static SignInStatus None { get; } = new() { State = SignInState.None };

    public required SignInState State { get; init; }

    /// <summary>The page for the person's browser, while waiting: Google's, or over HTTP our own in front of it.</summary>
    public string? Address { get; init; }

    /// <summary>What our own page shows too, so that the person can compare; null where Google's page comes first.</summary>
    public string? Code { get; init; }

    /// <summary>Where Google sends the browser back to, while waiting; sent it back to, when done.</summary>
    public string? CallbackUrl { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When done.</summary>
    public SignedIn? SignedIn { get; init; }

    /// <summary>
    /// When done: what the old server's users put into <c>sessionToken</c>. Shown once, never logged.
    /// </summary>
    public string? SessionToken { get; init; }

    /// <summary>When failed: why, and what to do.</summary>
    public AccountException? Problem { get; init; }

    public override string ToString() => $"sign-in {State}";
}
