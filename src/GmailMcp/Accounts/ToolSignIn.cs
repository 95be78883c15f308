namespace GmailMcp.Accounts;

/// <summary>What the sign-in tools pass on from a model, which is not to be trusted with any of it.</summary>
internal sealed record ToolSignIn
{
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Taken only where the operator configured no client, or when it is the same one.</summary>
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>Null when the tool's caller left it out.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Accepted only if it is the configured folder.</summary>
    public string? StoragePath { get; init; }

    /// <summary>What the client that asks calls itself; shown to the person.</summary>
    public string? ClientName { get; init; }

    /// <summary>True when both ask for the same; a record compares its lists by identity only.</summary>
    public bool IsSameAs(ToolSignIn other) =>
        Scopes.SequenceEqual(other.Scopes) && (this with { Scopes = other.Scopes }) == other;

    public override string ToString() => "a sign-in by tool";
}
