namespace Gmail.Settings;

/// <summary>Makes, reads and deletes filters. Gmail has no update: make the new one, then delete the old.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.filters</remarks>
public sealed class FiltersResource
{
    private readonly GmailTransport _transport;

    internal FiltersResource(GmailTransport transport) => _transport = transport;

    /// <summary>Lists all filters; there are no pages.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The filters, at most 1,000.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.filters.list, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.filters/list</remarks>
    [GmailMethod("users.settings.filters.list", Units = 1, UnitsBefore2026 = 1, Scopes = GmailScope.ToReadSettings)]
    public async Task<IReadOnlyList<Filter>> ListAsync(CancellationToken cancellationToken = default)
    {
        var request = new GmailRequest("users.settings.filters.list", 1, HttpMethod.Get, "settings/filters");
        return (await _transport.SendAsync(request, GmailJson.Default.FilterList, cancellationToken)).Filter ?? [];
    }

    /// <summary>Gets one filter.</summary>
    /// <param name="filterId">The id of the filter.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="GmailException">NotFound, Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.filters.get, 1 quota unit. Scope gmail.readonly, gmail.settings.basic or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.filters/get</remarks>
    [GmailMethod("users.settings.filters.get", Units = 1, UnitsBefore2026 = 1, UnitsAreEstimated = true,
        Scopes = GmailScope.ToReadSettings)]
    public Task<Filter> GetAsync(string filterId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.filters.get", 1, HttpMethod.Get, Path(filterId)),
            GmailJson.Default.Filter,
            cancellationToken);

    /// <summary>Makes a filter for mail that arrives from now on. Never repeated: after a lost answer, list the
    /// filters.</summary>
    /// <param name="filter">Criteria and action; the id is Gmail's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The filter with its id.</returns>
    /// <exception cref="GmailException">InvalidArgument (no criteria, more than one user label, an unverified forward),
    /// Conflict or InvalidArgument when the same filter exists, InsufficientScope, RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.settings.filters.create, 5 quota units. Scope gmail.settings.basic only. At most 1,000 filters.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.filters/create</remarks>
    [GmailMethod("users.settings.filters.create", Units = 5, UnitsBefore2026 = 5, UnitsAreEstimated = true,
        Scopes = GmailScope.SettingsBasic)]
    public Task<Filter> CreateAsync(Filter filter, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.filters.create", 5, HttpMethod.Post, "settings/filters")
            {
                Body = GmailRequest.Json(filter, GmailJson.Default.Filter),
            },
            GmailJson.Default.Filter,
            cancellationToken);

    /// <summary>Deletes a filter for good. Never repeated.</summary>
    /// <param name="filterId">The id of the filter.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">NotFound, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.settings.filters.delete, 5 quota units. Scope gmail.settings.basic only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.filters/delete</remarks>
    [GmailMethod("users.settings.filters.delete", Units = 5, UnitsBefore2026 = 5, UnitsAreEstimated = true,
        Scopes = GmailScope.SettingsBasic)]
    public Task DeleteAsync(string filterId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.settings.filters.delete", 5, HttpMethod.Delete, Path(filterId)), cancellationToken);

    private static string Path(string filterId) => $"settings/filters/{GmailRequest.Segment(filterId, "filterId")}";
}
