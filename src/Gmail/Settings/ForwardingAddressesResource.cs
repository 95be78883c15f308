namespace Gmail.Settings;

/// <summary>Reads the addresses that mail may be forwarded to. Writing them is for service accounts only.</summary>
public sealed class ForwardingAddressesResource
{
    private readonly GmailTransport _transport;

    internal ForwardingAddressesResource(GmailTransport transport) => _transport = transport;

    /// <summary>Lists the forwarding addresses; there are no pages.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The addresses.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.forwardingAddresses.list, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or
    /// wider.
    ///
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.forwardingAddresses</remarks>
    [GmailMethod("users.settings.forwardingAddresses.list", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public async Task<IReadOnlyList<ForwardingAddress>> ListAsync(CancellationToken cancellationToken = default)
    {
        var request = new GmailRequest(
            "users.settings.forwardingAddresses.list", 1, HttpMethod.Get, "settings/forwardingAddresses");
        var list = await _transport.SendAsync(request, GmailJson.Default.ForwardingAddressList, cancellationToken);
        return list.ForwardingAddresses ?? [];
    }

    /// <summary>Gets one forwarding address.</summary>
    /// <param name="forwardingEmail">The address.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The address with its state.</returns>
    /// <exception cref="GmailException">NotFound, Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.forwardingAddresses.get, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or
    /// wider.
    ///
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.forwardingAddresses</remarks>
    [GmailMethod("users.settings.forwardingAddresses.get", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<ForwardingAddress> GetAsync(string forwardingEmail, CancellationToken cancellationToken = default)
    {
        var path = $"settings/forwardingAddresses/{GmailRequest.Segment(forwardingEmail, "forwardingEmail")}";
        return _transport.SendAsync(
            new GmailRequest("users.settings.forwardingAddresses.get", 1, HttpMethod.Get, path),
            GmailJson.Default.ForwardingAddress,
            cancellationToken);
    }
}
