namespace GmailMcp.Accounts;

/// <summary>What a sign-in tool tells.</summary>
internal sealed record SignInStatus
{
    public static SignInStatus None { get; } = new() { State = SignInState.None };

    public required SignInState State { get; init; }

    /// <summary>Google's page, while waiting.</summary>
    public string? Address { get; init; }

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
