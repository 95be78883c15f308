namespace GmailMcp.Tools.Accounts;

/// <summary>What a sign-in of this server asks of Google.</summary>
internal sealed record ServerScopes(IReadOnlyList<string> Asked);
