namespace Gmail.History;

/// <summary>Reads what changed in the mailbox.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.history</remarks>
public sealed class HistoryResource
{
    private readonly GmailTransport _transport;

    internal HistoryResource(GmailTransport transport) => _transport = transport;

    /// <summary>Lists the changes after a history record, oldest first.</summary>
    /// <param name="startHistoryId">From a message, thread, profile or earlier list. Valid for about a week, at times
    /// for
    /// hours.</param>
    /// <param name="historyTypes">Only these kinds: values of <see cref="HistoryType"/>; null for all.</param>
    /// <param name="labelId">Only changes of messages with this label.</param>
    /// <param name="maxResults">1 to 500; Gmail's default is 100.</param>
    /// <param name="pageToken">From the page before.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One page.</returns>
    /// <exception cref="GmailException">NotFound when the start is too old: read the mailbox anew. InvalidArgument,
    /// RateLimited, Server or Network.</exception>
    /// <remarks>users.history.list, 2 quota units. Scope gmail.metadata or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.history/list</remarks>
    [GmailMethod("users.history.list", Units = 2, UnitsBefore2026 = 2, Scopes = GmailScope.ToReadMail)]
    public Task<HistoryList> ListAsync(
        string startHistoryId, IReadOnlyList<string>? historyTypes = null, string? labelId = null,
        int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.history.list", 2, HttpMethod.Get, "history") { IsOfNow = true }
                .With("startHistoryId", startHistoryId)
                .With("historyTypes", historyTypes)
                .With("labelId", labelId)
                .With("maxResults", maxResults)
                .With("pageToken", pageToken),
            GmailJson.Default.HistoryList,
            cancellationToken);
}
