namespace Gmail.Emulator.OAuth;

/// <summary>A bearer token.</summary>
internal sealed record AccessToken(
    string Value, string Account, string? ClientId, IReadOnlySet<string> Scopes, DateTimeOffset ExpiresAt);
