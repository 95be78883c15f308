namespace GmailMcp.Accounts;

/// <summary>A mailbox that a service account opens, so that nobody signs in.</summary>
/// <param name="Key">The service account.</param>
/// <param name="User">Whose mailbox.</param>
/// <param name="Scopes">What for.</param>
internal sealed record Delegation(ServiceAccountKey Key, string User, IReadOnlyList<string> Scopes);
