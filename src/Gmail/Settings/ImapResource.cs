namespace Gmail.Settings;

/// <summary>Reads and writes access by IMAP.</summary>
public sealed class ImapResource
{
    private readonly GmailTransport _transport;

    internal ImapResource(GmailTransport transport) => _transport = transport;

    /// <summary>Gets access by IMAP.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.getImap, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/getImap</remarks>
    [GmailMethod("users.settings.getImap", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<ImapSettings> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.getImap", 1, HttpMethod.Get, "settings/imap"),
            GmailJson.Default.ImapSettings,
            cancellationToken);

    /// <summary>Writes access by IMAP. Only what is given changes. Read it, change it, write it. Never
    /// repeated.</summary>
    /// <param name="settings">The setting.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting as it is now.</returns>
    /// <exception cref="GmailException">InvalidArgument, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.updateImap; Google names no price, 5 quota units are charged. Scope gmail.settings.basic
    /// only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/updateImap</remarks>
    [GmailMethod("users.settings.updateImap", Units = 5, UnitsAreEstimated = true, Scopes = GmailScope.SettingsBasic)]
    public Task<ImapSettings> UpdateAsync(ImapSettings settings, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.updateImap", 5, HttpMethod.Put, "settings/imap")
            {
                Body = GmailRequest.Json(settings, GmailJson.Default.ImapSettings),
            },
            GmailJson.Default.ImapSettings,
            cancellationToken);
}
