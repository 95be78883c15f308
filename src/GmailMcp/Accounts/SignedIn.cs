namespace GmailMcp.Accounts;

/// <summary>How a sign-in ended well.</summary>
internal sealed record SignedIn
{
    public required Account Account { get; init; }

    public required IReadOnlyList<string> GrantedScopes { get; init; }

    /// <summary>What was asked and unticked on Google's page; some tools will not work.</summary>
    public required IReadOnlyList<string> RefusedScopes { get; init; }

    /// <summary>Where the credentials are.</summary>
    public required string StoredAt { get; init; }
}
