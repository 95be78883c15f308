namespace Gmail.Labels;

/// <summary>Reads and writes labels.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels</remarks>
public sealed class LabelsResource
{
    private readonly GmailTransport _transport;

    internal LabelsResource(GmailTransport transport) => _transport = transport;

    /// <summary>Lists all labels of the mailbox, without counts; there are no pages.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>System and user labels.</returns>
    /// <exception cref="GmailException">Unauthorized, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.labels.list, 1 quota unit. Scope gmail.labels, gmail.metadata or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels/list</remarks>
    [GmailMethod("users.labels.list", Units = 1, UnitsBefore2026 = 1, Scopes = GmailScope.ToReadLabels)]
    public async Task<IReadOnlyList<Label>> ListAsync(CancellationToken cancellationToken = default)
    {
        var request = new GmailRequest("users.labels.list", 1, HttpMethod.Get, "labels");
        return (await _transport.SendAsync(request, GmailJson.Default.LabelList, cancellationToken)).Labels ?? [];
    }

    /// <summary>Gets one label with its counts and colours.</summary>
    /// <param name="labelId">The id, not the name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The label.</returns>
    /// <exception cref="GmailException">NotFound, Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.labels.get, 1 quota unit. Scope gmail.labels, gmail.metadata or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels/get</remarks>
    [GmailMethod("users.labels.get", Units = 1, UnitsBefore2026 = 1, Scopes = GmailScope.ToReadLabels)]
    public Task<Label> GetAsync(string labelId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.labels.get", 1, HttpMethod.Get, Path(labelId)),
            GmailJson.Default.Label,
            cancellationToken);

    /// <summary>Creates a label. Never repeated: after a lost answer, list the labels.</summary>
    /// <param name="label">Name, and where wished visibility and colours.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The label with its id.</returns>
    /// <exception cref="GmailException">Conflict when the name exists, InvalidArgument for a reserved name or a colour
    /// outside
    /// the palette, RateLimited, Server or Network.</exception>
    /// <remarks>users.labels.create, 5 quota units. Scope gmail.labels or gmail.modify. At most 10,000 labels.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels/create</remarks>
    [GmailMethod("users.labels.create", Units = 5, UnitsBefore2026 = 5, Scopes = GmailScope.ToWriteLabels)]
    public Task<Label> CreateAsync(Label label, CancellationToken cancellationToken = default) =>
        WriteAsync("users.labels.create", HttpMethod.Post, "labels", label, cancellationToken);

    /// <summary>Replaces a label: what is left out is reset. Read it, change it, write it.</summary>
    /// <param name="labelId">The id of a user label.</param>
    /// <param name="label">The whole label.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The label as it is now.</returns>
    /// <exception cref="GmailException">NotFound, Conflict, InvalidArgument (system labels), RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.labels.update, 5 quota units. Scope gmail.labels or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels/update</remarks>
    [GmailMethod("users.labels.update", Units = 5, UnitsBefore2026 = 5, UnitsAreEstimated = true,
        Scopes = GmailScope.ToWriteLabels)]
    public Task<Label> UpdateAsync(string labelId, Label label, CancellationToken cancellationToken = default) =>
        WriteAsync("users.labels.update", HttpMethod.Put, Path(labelId), label, cancellationToken);

    /// <summary>Changes only the given fields of a label.</summary>
    /// <param name="labelId">The id of a user label.</param>
    /// <param name="label">The fields to change.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The label as it is now.</returns>
    /// <exception cref="GmailException">NotFound, Conflict, InvalidArgument (system labels), RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.labels.patch; Google names no price, 5 quota units are charged. Scope gmail.labels or
    /// gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels/patch</remarks>
    [GmailMethod("users.labels.patch", Units = 5, UnitsAreEstimated = true, Scopes = GmailScope.ToWriteLabels)]
    public Task<Label> PatchAsync(string labelId, Label label, CancellationToken cancellationToken = default) =>
        WriteAsync("users.labels.patch", HttpMethod.Patch, Path(labelId), label, cancellationToken);

    /// <summary>Deletes a label and takes it from every message, for good. The messages stay.</summary>
    /// <param name="labelId">The id of a user label.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument (system labels), RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.labels.delete, 5 quota units. Scope gmail.labels or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels/delete</remarks>
    [GmailMethod("users.labels.delete", Units = 5, UnitsBefore2026 = 5, UnitsAreEstimated = true,
        Scopes = GmailScope.ToWriteLabels)]
    public Task DeleteAsync(string labelId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.labels.delete", 5, HttpMethod.Delete, Path(labelId)), cancellationToken);

    private Task<Label> WriteAsync(
        string methodId, HttpMethod verb, string path, Label label, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new GmailRequest(methodId, 5, verb, path) { Body = GmailRequest.Json(label, GmailJson.Default.Label) },
            GmailJson.Default.Label,
            cancellationToken);

    private static string Path(string labelId) => $"labels/{GmailRequest.Segment(labelId, "labelId")}";
}
