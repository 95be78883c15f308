namespace GmailMcp.Accounts;

/// <summary>What a sign-in is to be like.</summary>
internal sealed record SignInRequest
{
    /// <summary>Gmail's scopes; who the person is (<c>openid email</c>) is asked in any case.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The callback address that the person typed, to the byte; null chooses by the kind of client.</summary>
    public string? CallbackAddress { get; init; }

    /// <summary>Listens there instead of on loopback, for containers.</summary>
    public string? CallbackHost { get; init; }

    /// <summary>Listens on this port instead of the callback's own, where a proxy leads from one to the other.</summary>
    public int? ListenPort { get; init; }

    /// <summary>The client, already found; null looks for it.</summary>
    public OAuthKeys? Keys { get; init; }

    /// <summary>The HTTP server's door, where a link leads first to a page of ours; null on stdio and at a terminal.</summary>
    public SignInDoor? Door { get; init; }

    /// <summary>What the client that asks calls itself, for that page.</summary>
    public string? ClientName { get; init; }

    /// <summary>False where the address may be pasted, so that a busy port is no obstacle.</summary>
    public bool MustListen { get; init; } = true;
}
