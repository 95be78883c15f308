namespace Gmail.Emulator.OAuth;

/// <summary>What a consent gave; good for one exchange.</summary>
internal sealed record AuthorizationCode(
    string Account,
    string ClientId,
    string RedirectUri,
    IReadOnlySet<string> Scopes,
    bool GivesRefreshToken,
    string? CodeChallenge,
    string? CodeChallengeMethod,
    string? Nonce,
    DateTimeOffset ExpiresAt);
