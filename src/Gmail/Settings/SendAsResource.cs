namespace Gmail.Settings;

/// <summary>Reads and writes the addresses that the account may send from. Making, deleting and verifying them is for
/// service
/// accounts only, and so is changing any but the primary one.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs</remarks>
public sealed class SendAsResource
{
    private readonly GmailTransport _transport;

    internal SendAsResource(GmailTransport transport) => _transport = transport;

    /// <summary>Lists the addresses, the primary one included; there are no pages.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The addresses.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.sendAs.list, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs/list</remarks>
    [GmailMethod("users.settings.sendAs.list", Units = 1, UnitsBefore2026 = 1, Scopes = GmailScope.ToReadSettings)]
    public async Task<IReadOnlyList<SendAs>> ListAsync(CancellationToken cancellationToken = default)
    {
        var request = new GmailRequest("users.settings.sendAs.list", 1, HttpMethod.Get, "settings/sendAs");
        return (await _transport.SendAsync(request, GmailJson.Default.SendAsList, cancellationToken)).SendAs ?? [];
    }

    /// <summary>Gets one address.</summary>
    /// <param name="sendAsEmail">The address.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The address with its signature.</returns>
    /// <exception cref="GmailException">NotFound, Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.sendAs.get, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs/get</remarks>
    [GmailMethod("users.settings.sendAs.get", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<SendAs> GetAsync(string sendAsEmail, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.sendAs.get", 1, HttpMethod.Get, Path(sendAsEmail)),
            GmailJson.Default.SendAs,
            cancellationToken);

    /// <summary>Replaces an address: what is left out is reset. Read it, change it, write it. Never repeated.</summary>
    /// <param name="sendAsEmail">The address; the primary one, unless with a service account.</param>
    /// <param name="sendAs">The whole setting.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting as it is now.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument, Forbidden, RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.settings.sendAs.update, 100 quota units. Scope gmail.settings.basic or gmail.settings.sharing.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs/update</remarks>
    [GmailMethod("users.settings.sendAs.update", Units = 100, UnitsBefore2026 = 100, UnitsAreEstimated = true,
        Scopes = GmailScope.ToWriteSendAs)]
    public Task<SendAs> UpdateAsync(string sendAsEmail, SendAs sendAs, CancellationToken cancellationToken = default) =>
        WriteAsync("users.settings.sendAs.update", HttpMethod.Put, sendAsEmail, sendAs, cancellationToken);

    /// <summary>Changes only the given fields of an address, such as the signature. Never repeated.</summary>
    /// <param name="sendAsEmail">The address; the primary one, unless with a service account.</param>
    /// <param name="sendAs">The fields to change.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting as it is now.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument, Forbidden, RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.settings.sendAs.patch; Google names no price, 100 quota units are charged. Scope
    /// gmail.settings.basic or
    /// gmail.settings.sharing.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs/patch</remarks>
    [GmailMethod(
        "users.settings.sendAs.patch", Units = 100, UnitsAreEstimated = true, Scopes = GmailScope.ToWriteSendAs)]
    public Task<SendAs> PatchAsync(string sendAsEmail, SendAs sendAs, CancellationToken cancellationToken = default) =>
        WriteAsync("users.settings.sendAs.patch", HttpMethod.Patch, sendAsEmail, sendAs, cancellationToken);

    private Task<SendAs> WriteAsync(
        string methodId, HttpMethod verb, string sendAsEmail, SendAs sendAs, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new GmailRequest(methodId, 100, verb, Path(sendAsEmail))
            {
                Body = GmailRequest.Json(sendAs, GmailJson.Default.SendAs),
            },
            GmailJson.Default.SendAs,
            cancellationToken);

    private static string Path(string sendAsEmail) =>
        $"settings/sendAs/{GmailRequest.Segment(sendAsEmail, "sendAsEmail")}";
}
