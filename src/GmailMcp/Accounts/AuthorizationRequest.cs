namespace GmailMcp.Accounts;

/// <summary>What the address of Google's consent page carries.</summary>
internal sealed record AuthorizationRequest
{
    public required string ClientId { get; init; }

    /// <summary>To the byte as registered.</summary>
    public required string RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required string State { get; init; }

    public required string CodeChallenge { get; init; }

    public string? LoginHint { get; init; }
}
