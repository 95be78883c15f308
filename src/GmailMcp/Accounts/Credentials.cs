using System.Text.Json.Nodes;

namespace GmailMcp.Accounts;

/// <summary>One account's tokens and what is known about them.</summary>
internal sealed record Credentials
{
    public string? AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>When the access token ends by the wall clock; null when nobody said.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What Google granted, which may be less than was asked; empty when the file does not say.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The client that the tokens belong to; null in files of the servers that this one replaces.</summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// That client itself, where the tokens' owner brought it because the server has none; null where the server's is
    /// used. Never in the plain file.
    /// </summary>
    public OAuthKeys? Client { get; init; }

    /// <summary>Google's <c>sub</c>: the account for ever, where an address may be renamed.</summary>
    public string? Subject { get; init; }

    public string? Address { get; init; }

    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Set only for grants that end by themselves, such as the 7 days of a client in Testing.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    /// <summary>Google's word for why it refused the refresh token ("invalid_grant"); null while it works.</summary>
    public string? SignInAgain { get; init; }

    /// <summary>Fields that other programs put into the file; written back as they were.</summary>
    public JsonObject? Others { get; init; }

    public Account Account => new() { AccountId = Subject ?? "default", Address = Address };

    /// <summary>A record prints its members by itself; tokens must never be printed.</summary>
    public override string ToString() => $"credentials of {Address ?? "an unnamed account"}";
}
