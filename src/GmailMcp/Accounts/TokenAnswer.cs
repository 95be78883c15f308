namespace GmailMcp.Accounts;

/// <summary>A good answer of the token endpoint.</summary>
internal sealed record TokenAnswer
{
    public required string AccessToken { get; init; }

    public required TimeSpan ExpiresIn { get; init; }

    /// <summary>Sent at the first consent; on a refresh only if Google ever starts to rotate.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>
    /// What was granted; null when the answer does not say, which means what was asked (RFC 6749 §5.1).
    /// </summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Only for grants that end by themselves.</summary>
    public TimeSpan? RefreshTokenExpiresIn { get; init; }

    /// <summary>From the id token: who signed in, for ever.</summary>
    public string? Subject { get; init; }

    public string? Address { get; init; }

    public override string ToString() => "a token answer";
}
