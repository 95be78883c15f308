namespace GmailMcp.Accounts;

/// <summary>How asking Google to forget a grant ended.</summary>
internal enum Revocation
{
    /// <summary>Google has revoked every scope the person granted to the client's project.</summary>
    Revoked,

    /// <summary>The token was dead already.</summary>
    AlreadyDead,
}
