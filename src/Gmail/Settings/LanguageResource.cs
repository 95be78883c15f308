namespace Gmail.Settings;

/// <summary>Reads and writes the language.</summary>
public sealed class LanguageResource
{
    private readonly GmailTransport _transport;

    internal LanguageResource(GmailTransport transport) => _transport = transport;

    /// <summary>Gets the language.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.getLanguage, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/getLanguage</remarks>
    [GmailMethod("users.settings.getLanguage", Units = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<LanguageSettings> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.getLanguage", 1, HttpMethod.Get, "settings/language"),
            GmailJson.Default.LanguageSettings,
            cancellationToken);

    /// <summary>Writes the language. Gmail may choose a close one that it has. Read it, change it, write it. Never
    /// repeated.</summary>
    /// <param name="settings">The setting.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The setting as it is now.</returns>
    /// <exception cref="GmailException">InvalidArgument, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.updateLanguage; Google names no price, 5 quota units are charged. Scope
    /// gmail.settings.basic only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings/updateLanguage</remarks>
    [GmailMethod(
        "users.settings.updateLanguage", Units = 5, UnitsAreEstimated = true, Scopes = GmailScope.SettingsBasic)]
    public Task<LanguageSettings> UpdateAsync(
        LanguageSettings settings, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.updateLanguage", 5, HttpMethod.Put, "settings/language")
            {
                Body = GmailRequest.Json(settings, GmailJson.Default.LanguageSettings),
            },
            GmailJson.Default.LanguageSettings,
            cancellationToken);
}
