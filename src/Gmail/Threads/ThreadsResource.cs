using Gmail.Messages;

namespace Gmail.Threads;

/// <summary>Reads, labels and deletes whole conversations.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads</remarks>
public sealed class ThreadsResource
{
    private readonly GmailTransport _transport;

    internal ThreadsResource(GmailTransport transport) => _transport = transport;

    /// <summary>Lists threads that have a message matching the query, newest first. Every term must match the same
    /// message.</summary>
    /// <param name="query">Gmail search syntax; null for all. Not with scope gmail.metadata.</param>
    /// <param name="labelIds">Only threads with a message that carries all of these labels.</param>
    /// <param name="maxResults">1 to 500; Gmail's default is 100.</param>
    /// <param name="pageToken">From the page before.</param>
    /// <param name="includeSpamTrash">Whether spam and trash are searched too.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One page.</returns>
    /// <exception cref="GmailException">InvalidArgument, Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.threads.list, 10 quota units. Scope gmail.metadata or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads/list</remarks>
    [GmailMethod("users.threads.list", Units = 10, UnitsBefore2026 = 10, Scopes = GmailScope.ToReadMail)]
    public Task<ThreadList> ListAsync(
        string? query = null, IReadOnlyList<string>? labelIds = null, int? maxResults = null, string? pageToken = null,
        bool includeSpamTrash = false, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.threads.list", 10, HttpMethod.Get, "threads")
                .With("q", query)
                .With("labelIds", labelIds)
                .With("maxResults", maxResults)
                .With("pageToken", pageToken)
                .With("includeSpamTrash", includeSpamTrash)
                .With("fields", "threads(id,snippet,historyId),nextPageToken,resultSizeEstimate"),
            GmailJson.Default.ThreadList,
            cancellationToken);

    /// <summary>Gets a thread with all of its messages; cheaper than the messages one by one from the third
    /// on.</summary>
    /// <param name="threadId">The id of the thread.</param>
    /// <param name="format">How much of each message; <see cref="MessageFormat.Raw"/> is not offered for
    /// threads.</param>
    /// <param name="metadataHeaders">The headers to return in <see cref="MessageFormat.Metadata"/>; null for
    /// all.</param>
    /// <param name="fields">Google's partial response syntax; null for everything.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The thread.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument, Unauthorized, RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.threads.get, 40 quota units in every format. Scope gmail.readonly, or gmail.metadata for
    /// metadata.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads/get</remarks>
    [GmailMethod("users.threads.get", Units = 40, UnitsBefore2026 = 10, Scopes = GmailScope.ToReadMail)]
    public Task<MailThread> GetAsync(
        string threadId, MessageFormat format = MessageFormat.Full, IReadOnlyList<string>? metadataHeaders = null,
        string? fields = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.threads.get", 40, HttpMethod.Get, Path(threadId))
                .With("format", format.ToWire())
                .With("metadataHeaders", metadataHeaders)
                .With("fields", fields),
            GmailJson.Default.MailThread,
            cancellationToken);

    /// <summary>Adds and removes labels on every message that is in the thread now; later messages do not inherit
    /// them.</summary>
    /// <param name="threadId">The id of the thread.</param>
    /// <param name="addLabelIds">At most 100 labels to add.</param>
    /// <param name="removeLabelIds">At most 100 labels to remove.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The thread.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument, RateLimited, Server or Network.</exception>
    /// <remarks>users.threads.modify, 10 quota units. Scope gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads/modify</remarks>
    [GmailMethod("users.threads.modify", Units = 10, UnitsBefore2026 = 10, Scopes = GmailScope.ToModify)]
    public Task<MailThread> ModifyAsync(
        string threadId, IReadOnlyList<string>? addLabelIds, IReadOnlyList<string>? removeLabelIds,
        CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.threads.modify", 10, HttpMethod.Post, Path(threadId) + "/modify")
            {
                IsRepeatable = true,
                Body = GmailRequest.Json(new ModifyBody(addLabelIds, removeLabelIds), GmailJson.Default.ModifyBody),
            },
            GmailJson.Default.MailThread,
            cancellationToken);

    /// <summary>Moves every message of the thread to the trash.</summary>
    /// <param name="threadId">The id of the thread.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The thread.</returns>
    /// <exception cref="GmailException">NotFound, RateLimited, Server or Network.</exception>
    /// <remarks>users.threads.trash, 20 quota units. Scope gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads/trash</remarks>
    [GmailMethod("users.threads.trash", Units = 20, UnitsBefore2026 = 10, Scopes = GmailScope.ToModify)]
    public Task<MailThread> TrashAsync(string threadId, CancellationToken cancellationToken = default) =>
        MoveAsync("users.threads.trash", threadId, "/trash", cancellationToken);

    /// <summary>Takes every message of the thread out of the trash.</summary>
    /// <param name="threadId">The id of the thread.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The thread.</returns>
    /// <exception cref="GmailException">NotFound, RateLimited, Server or Network.</exception>
    /// <remarks>users.threads.untrash; Google names no price, 20 quota units are charged. Scope gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads/untrash</remarks>
    [GmailMethod("users.threads.untrash", Units = 20, UnitsAreEstimated = true, Scopes = GmailScope.ToModify)]
    public Task<MailThread> UntrashAsync(string threadId, CancellationToken cancellationToken = default) =>
        MoveAsync("users.threads.untrash", threadId, "/untrash", cancellationToken);

    /// <summary>Deletes every message of the thread for good, past the trash. Never repeated.</summary>
    /// <param name="threadId">The id of the thread.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">NotFound, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.threads.delete; Google names no price, 20 quota units are charged. Scope https://mail.google.com/
    /// only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads/delete</remarks>
    [GmailMethod("users.threads.delete", Units = 20, UnitsAreEstimated = true, Scopes = GmailScope.Full)]
    public Task DeleteAsync(string threadId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.threads.delete", 20, HttpMethod.Delete, Path(threadId)), cancellationToken);

    private Task<MailThread> MoveAsync(
        string methodId, string threadId, string verb, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new GmailRequest(methodId, 20, HttpMethod.Post, Path(threadId) + verb) { IsRepeatable = true },
            GmailJson.Default.MailThread,
            cancellationToken);

    private static string Path(string threadId) => $"threads/{GmailRequest.Segment(threadId, "threadId")}";
}
