namespace Gmail.Settings;

/// <summary>Reads whether all arriving mail is forwarded. Writing it is for service accounts only.</summary>
public sealed class AutoForwardingResource
{
    private readonly GmailTransport _transport;

    internal AutoForwardingResource(GmailTransport transport) => _transport = transport;

    /// <summary>Gets whether and where to all mail is forwarded.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.getAutoForwarding, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/getAutoForwarding</remarks>
    [GmailMethod("users.settings.getAutoForwarding", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<AutoForwarding> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.getAutoForwarding", 1, HttpMethod.Get, "settings/autoForwarding"),
            GmailJson.Default.AutoForwarding,
            cancellationToken);
}
