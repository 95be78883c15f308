namespace Gmail.Settings;

/// <summary>Reads and writes the automatic reply.</summary>
public sealed class VacationResource
{
    private readonly GmailTransport _transport;

    internal VacationResource(GmailTransport transport) => _transport = transport;

    /// <summary>Gets the automatic reply.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.getVacation, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/getVacation</remarks>
    [GmailMethod("users.settings.getVacation", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<VacationSettings> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.getVacation", 1, HttpMethod.Get, "settings/vacation"),
            GmailJson.Default.VacationSettings,
            cancellationToken);

    /// <summary>Writes the automatic reply. With scheduled times, Gmail answers only between them. Read it, change it,
    /// write it. Never repeated.</summary>
    /// <param name="settings">The setting.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting as it is now.</returns>
    /// <exception cref="GmailException">InvalidArgument, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.updateVacation; Google names no price, 5 quota units are charged. Scope
    /// gmail.settings.basic only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/updateVacation</remarks>
    [GmailMethod(
        "users.settings.updateVacation", Units = 5, UnitsAreEstimated = true, Scopes = GmailScope.SettingsBasic)]
    public Task<VacationSettings> UpdateAsync(
        VacationSettings settings, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.updateVacation", 5, HttpMethod.Put, "settings/vacation")
            {
                Body = GmailRequest.Json(settings, GmailJson.Default.VacationSettings),
            },
            GmailJson.Default.VacationSettings,
            cancellationToken);
}
