namespace Gmail.Users;

/// <summary>Reads who the mailbox belongs to.</summary>
public sealed class ProfileResource
{
    private readonly GmailTransport _transport;

    internal ProfileResource(GmailTransport transport) => _transport = transport;

    /// <summary>Gets the address, the number of messages and the current history id: the cheapest proof that a token
    /// works.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.getProfile, 1 quota unit. Scope gmail.metadata, gmail.compose or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/getProfile</remarks>
    [GmailMethod("users.getProfile", Units = 1, UnitsBefore2026 = 1, Scopes = GmailScope.ToReadProfile)]
    public Task<Profile> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.getProfile", 1, HttpMethod.Get, "profile") { IsOfNow = true },
            GmailJson.Default.Profile,
            cancellationToken);
}
