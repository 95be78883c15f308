namespace Gmail.Settings;

/// <summary>Reads and writes access by POP.</summary>
public sealed class PopResource
{
    private readonly GmailTransport _transport;

    internal PopResource(GmailTransport transport) => _transport = transport;

    /// <summary>Gets access by POP.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.getPop, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/getPop</remarks>
    [GmailMethod("users.settings.getPop", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<PopSettings> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.getPop", 1, HttpMethod.Get, "settings/pop"),
            GmailJson.Default.PopSettings,
            cancellationToken);

    /// <summary>Writes access by POP. Only what is given changes. Read it, change it, write it. Never
    /// repeated.</summary>
    /// <param name="settings">The setting.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting as it is now.</returns>
    /// <exception cref="GmailException">InvalidArgument, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.updatePop; Google names no price, 5 quota units are charged. Scope gmail.settings.basic
    /// only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/updatePop</remarks>
    [GmailMethod("users.settings.updatePop", Units = 5, UnitsAreEstimated = true, Scopes = GmailScope.SettingsBasic)]
    public Task<PopSettings> UpdateAsync(PopSettings settings, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.updatePop", 5, HttpMethod.Put, "settings/pop")
            {
                Body = GmailRequest.Json(settings, GmailJson.Default.PopSettings),
            },
            GmailJson.Default.PopSettings,
            cancellationToken);
}
