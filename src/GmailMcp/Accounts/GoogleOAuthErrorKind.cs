namespace GmailMcp.Accounts;

/// <summary>What a refusal of Google's token endpoint means for the tokens at hand.</summary>
internal enum GoogleOAuthErrorKind
{
    /// <summary>The code or refresh token is dead. The only kind after which a person must sign in again.</summary>
    InvalidGrant,

    /// <summary>The client is wrong or gone; the tokens may be fine.</summary>
    InvalidClient,

    /// <summary>The request was refused for another reason that repeating will not change.</summary>
    Refused,

    /// <summary>No verdict: network, time-out, 5xx, an HTML page, an answer without a token.</summary>
    Unavailable,
}
