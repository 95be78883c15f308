namespace Gmail.Emulator.OAuth;

/// <summary>A refresh token; null <paramref name="ExpiresAt"/>: until it is revoked.</summary>
internal sealed record RefreshToken(
    string Value, string Account, string ClientId, IReadOnlySet<string> Scopes, DateTimeOffset? ExpiresAt);
