namespace Gmail.Messages;

// What changes or deletes messages that are there.
public sealed partial class MessagesResource
{
    /// <summary>The most ids that one call of batchModify or batchDelete takes.</summary>
    public const int MaxBatchIds = 1_000;

    /// <summary>Adds and removes labels on one message. Repeated after a passing failure: doing it twice changes
    /// nothing.</summary>
    /// <param name="messageId">The id of the message; drafts cannot be labelled.</param>
    /// <param name="addLabelIds">At most 100 labels to add.</param>
    /// <param name="removeLabelIds">At most 100 labels to remove.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The message: id, thread id and labels.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument (unknown label), RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.messages.modify, 5 quota units. Scope gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/modify</remarks>
    [GmailMethod("users.messages.modify", Units = 5, UnitsBefore2026 = 5, Scopes = GmailScope.ToModify)]
    public Task<Message> ModifyAsync(
        string messageId, IReadOnlyList<string>? addLabelIds, IReadOnlyList<string>? removeLabelIds,
        CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.messages.modify", 5, HttpMethod.Post, Path(messageId) + "/modify")
            {
                IsRepeatable = true,
                Body = GmailRequest.Json(new ModifyBody(addLabelIds, removeLabelIds), GmailJson.Default.ModifyBody),
            },
            GmailJson.Default.Message,
            cancellationToken);

    /// <summary>Moves one message to the trash, from where Gmail deletes it after about 30 days.</summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The message: id, thread id and labels.</returns>
    /// <exception cref="GmailException">NotFound, RateLimited, Server or Network.</exception>
    /// <remarks>users.messages.trash, 5 quota units. Scope gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/trash</remarks>
    [GmailMethod("users.messages.trash", Units = 5, UnitsBefore2026 = 5, UnitsAreEstimated = true,
        Scopes = GmailScope.ToModify)]
    public Task<Message> TrashAsync(string messageId, CancellationToken cancellationToken = default) =>
        MoveAsync("users.messages.trash", Path(messageId) + "/trash", cancellationToken);

    /// <summary>Takes one message out of the trash.</summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The message: id, thread id and labels.</returns>
    /// <exception cref="GmailException">NotFound, RateLimited, Server or Network.</exception>
    /// <remarks>users.messages.untrash, 5 quota units. Scope gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/untrash</remarks>
    [GmailMethod("users.messages.untrash", Units = 5, UnitsBefore2026 = 5, UnitsAreEstimated = true,
        Scopes = GmailScope.ToModify)]
    public Task<Message> UntrashAsync(string messageId, CancellationToken cancellationToken = default) =>
        MoveAsync("users.messages.untrash", Path(messageId) + "/untrash", cancellationToken);

    /// <summary>Deletes one message for good, past the trash. Never repeated.</summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">NotFound, InsufficientScope, RateLimited, Server or Network.</exception>
    /// <remarks>users.messages.delete, 10 quota units. Scope https://mail.google.com/ only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/delete</remarks>
    [GmailMethod("users.messages.delete", Units = 10, UnitsBefore2026 = 10, Scopes = GmailScope.Full)]
    public Task DeleteAsync(string messageId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.messages.delete", 10, HttpMethod.Delete, Path(messageId)), cancellationToken);

    /// <summary>Adds and removes labels on up to 1,000 messages. Gmail says nothing about each: unknown ids are
    /// ignored.</summary>
    /// <param name="messageIds">1 to 1,000 ids.</param>
    /// <param name="addLabelIds">Labels to add.</param>
    /// <param name="removeLabelIds">Labels to remove.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">InvalidArgument (more than 1,000 ids, unknown label), RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.messages.batchModify, 50 quota units: cheaper than users.messages.modify above ten ids. Scope
    /// gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/batchModify</remarks>
    [GmailMethod("users.messages.batchModify", Units = 50, UnitsBefore2026 = 50, Scopes = GmailScope.ToModify)]
    public Task BatchModifyAsync(
        IReadOnlyList<string> messageIds, IReadOnlyList<string>? addLabelIds, IReadOnlyList<string>? removeLabelIds,
        CancellationToken cancellationToken = default)
    {
        var body = new BatchModifyBody(Checked(messageIds, "users.messages.batchModify"), addLabelIds, removeLabelIds);
        return _transport.SendAsync(
            new GmailRequest("users.messages.batchModify", 50, HttpMethod.Post, "messages/batchModify")
            {
                IsRepeatable = true,
                Body = GmailRequest.Json(body, GmailJson.Default.BatchModifyBody),
            },
            cancellationToken);
    }

    /// <summary>Deletes up to 1,000 messages for good. Gmail does not say which of them existed. Never
    /// repeated.</summary>
    /// <param name="messageIds">1 to 1,000 ids.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">InvalidArgument (more than 1,000 ids), InsufficientScope, RateLimited, Server
    /// or
    /// Network.</exception>
    /// <remarks>users.messages.batchDelete, 50 quota units. Scope https://mail.google.com/ only.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/batchDelete</remarks>
    [GmailMethod("users.messages.batchDelete", Units = 50, UnitsBefore2026 = 50, Scopes = GmailScope.Full)]
    public Task BatchDeleteAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken = default)
    {
        var body = new BatchDeleteBody(Checked(messageIds, "users.messages.batchDelete"));
        return _transport.SendAsync(
            new GmailRequest("users.messages.batchDelete", 50, HttpMethod.Post, "messages/batchDelete")
            {
                Body = GmailRequest.Json(body, GmailJson.Default.BatchDeleteBody),
            },
            cancellationToken);
    }

    private Task<Message> MoveAsync(string methodId, string path, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new GmailRequest(methodId, 5, HttpMethod.Post, path) { IsRepeatable = true },
            GmailJson.Default.Message,
            cancellationToken);

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> messageIds, string methodId)
    {
        ArgumentNullException.ThrowIfNull(messageIds);
        if (messageIds.Count is 0 or > MaxBatchIds)
        {
            throw new GmailException(
                GmailErrorKind.InvalidArgument,
                $"{methodId} was not called: it takes 1 to {MaxBatchIds} ids and was given {messageIds.Count}.")
            {
                MethodId = methodId,
            };
        }

        return messageIds;
    }
}
