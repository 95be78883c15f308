namespace GmailMcp.Accounts;

/// <summary>Why a person has to sign in.</summary>
internal enum SignInReason
{
    /// <summary>There is no OAuth client yet, so nobody can sign in.</summary>
    NoKeys,

    /// <summary>Nobody has signed in.</summary>
    NotSignedIn,

    /// <summary>Google no longer accepts the refresh token.</summary>
    Revoked,

    /// <summary>The access token has run out and there is no refresh token to get another.</summary>
    NoRefreshToken,
}
