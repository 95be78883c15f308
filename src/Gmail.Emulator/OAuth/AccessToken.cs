namespace Gmail.Emulator.OAuth;

/// <summary>A bearer token; without a client it was handed out by the emulator itself.</summary>
internal sealed record AccessToken(
    string Value, string Account, string? ClientId, IReadOnlySet<string> Scopes, DateTimeOffset ExpiresAt);
