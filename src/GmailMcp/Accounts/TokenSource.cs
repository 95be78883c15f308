namespace GmailMcp.Accounts;

/// <summary>Where one mailbox's access tokens come from.</summary>
internal abstract class TokenSource
{
    /// <summary>An access token that is good for a while.</summary>
    /// <exception cref="SignInRequiredException">A person must act; nothing else helps.</exception>
    /// <exception cref="AccountException">There is none to be had this time.</exception>
    public abstract Task<string> GetAsync(CancellationToken cancellationToken);

    /// <summary>A token other than the one that Gmail has just refused.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    public abstract Task<string> ReplaceAsync(string refused, CancellationToken cancellationToken);
}
