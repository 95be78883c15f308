namespace Gmail.Messages;

/// <summary>Finds, reads, labels, deletes and sends messages.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages</remarks>
public sealed partial class MessagesResource
{
    // All that Gmail fills in a list anyway, and what it fills in metadata but for sizes, ids and names of empty parts.
    private const string ListFields = "messages(id,threadId),nextPageToken,resultSizeEstimate";

    private const string MetadataFields =
        "id,threadId,labelIds,snippet,historyId,internalDate,sizeEstimate,payload(mimeType,headers)";

    private readonly GmailTransport _transport;

    internal MessagesResource(GmailTransport transport) => _transport = transport;

    /// <summary>How many messages the quota units of this minute still allow to get without waiting.</summary>
    public int GetsLeft => _transport.Ledger.UnitsLeft / Prices.Of("users.messages.get", 20, _transport.Options.Prices);

    /// <summary>Lists messages, newest first: id and thread id only.</summary>
    /// <param name="query">Gmail search syntax; null for all. Every term must match the same message. Not with scope
    /// gmail.metadata.</param>
    /// <param name="labelIds">Only messages that carry all of these labels.</param>
    /// <param name="maxResults">1 to 500; Gmail's default is 100.</param>
    /// <param name="pageToken">From the page before.</param>
    /// <param name="includeSpamTrash">Whether spam and trash are searched too.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One page.</returns>
    /// <exception cref="GmailException">InvalidArgument, Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.messages.list, 5 quota units. Scope gmail.metadata or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/list</remarks>
    [GmailMethod("users.messages.list", Units = 5, UnitsBefore2026 = 5, Scopes = GmailScope.ToReadMail)]
    public Task<MessageList> ListAsync(
        string? query = null, IReadOnlyList<string>? labelIds = null, int? maxResults = null, string? pageToken = null,
        bool includeSpamTrash = false, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.messages.list", 5, HttpMethod.Get, "messages")
                .With("q", query)
                .With("labelIds", labelIds)
                .With("maxResults", maxResults)
                .With("pageToken", pageToken)
                .With("includeSpamTrash", includeSpamTrash)
                .With("fields", ListFields),
            GmailJson.Default.MessageList,
            cancellationToken);

    /// <summary>Gets one message.</summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="format">How much of it; the price is the same.</param>
    /// <param name="metadataHeaders">The headers to return in <see cref="MessageFormat.Metadata"/>; null for
    /// all.</param>
    /// <param name="fields">Google's partial response syntax; null for everything that the format has to say.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The message.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument (malformed id), Unauthorized, RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.messages.get, 20 quota units. Scope gmail.readonly, or gmail.metadata for metadata and minimal.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/get</remarks>
    [GmailMethod("users.messages.get", Units = 20, UnitsBefore2026 = 5, Scopes = GmailScope.ToReadMail)]
    public Task<Message> GetAsync(
        string messageId, MessageFormat format = MessageFormat.Full, IReadOnlyList<string>? metadataHeaders = null,
        string? fields = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            Get(messageId, format, metadataHeaders, fields), GmailJson.Default.Message, cancellationToken);

    /// <summary>Gets many messages with few requests, as many in one as Gmail lets through at a time; those that fail
    /// for a
    /// passing reason are asked for again, the others keep their error.</summary>
    /// <param name="messageIds">The ids; any number, repetitions allowed.</param>
    /// <param name="format">How much of each message.</param>
    /// <param name="metadataHeaders">The headers to return in <see cref="MessageFormat.Metadata"/>; null for
    /// all.</param>
    /// <param name="fields">Google's partial response syntax; null for everything that the format has to say.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One result for each id, in the order of the ids.</returns>
    /// <exception cref="GmailException">The first batch was refused as a whole: Unauthorized, RateLimited, Server or
    /// Network. Later refusals are in the results.</exception>
    /// <remarks>A batch of users.messages.get, 20 quota units for each id. Scope gmail.readonly, or gmail.metadata for
    /// metadata and minimal. https://developers.google.com/workspace/gmail/api/guides/batch</remarks>
    [GmailMethod("users.messages.get", Units = 20, UnitsBefore2026 = 5, Scopes = GmailScope.ToReadMail)]
    public Task<IReadOnlyList<BatchResult<Message>>> GetManyAsync(
        IReadOnlyList<string> messageIds, MessageFormat format, IReadOnlyList<string>? metadataHeaders = null,
        string? fields = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageIds);
        return new MessageBatch(_transport, messageIds, messageId => Get(messageId, format, metadataHeaders, fields))
            .GetAsync(cancellationToken);
    }

    /// <summary>Gets an attachment into memory. For a large one prefer
    /// <see cref="DownloadAttachmentAsync(string, string, Stream, CancellationToken)"/>.</summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="attachmentId">From <see cref="MessagePartBody.AttachmentId"/> of a recent messages.get.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The decoded bytes.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument (an old attachment id), TooLarge, RateLimited, Server
    /// or
    /// Network.</exception>
    /// <remarks>users.messages.attachments.get, 20 quota units. Scope gmail.readonly or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages.attachments/get</remarks>
    [GmailMethod("users.messages.attachments.get", Units = 20, UnitsBefore2026 = 5, Scopes = GmailScope.ToReadContent)]
    public async Task<byte[]> GetAttachmentAsync(
        string messageId, string attachmentId, CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        await DownloadAttachmentAsync(messageId, attachmentId, bytes, cancellationToken);
        return bytes.ToArray();
    }

    /// <summary>Writes an attachment to a stream, decoding it while it arrives: the memory it takes does not depend on
    /// its
    /// size.</summary>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="attachmentId">From <see cref="MessagePartBody.AttachmentId"/> of a recent messages.get; it changes
    /// with
    /// every one.</param>
    /// <param name="destination">Where to. A download that breaks is started again only where this can seek: it is cut
    /// back
    /// to where it stood.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="GmailException">NotFound, InvalidArgument (an old attachment id), TooLarge, RateLimited, Server
    /// or
    /// Network.</exception>
    /// <remarks>users.messages.attachments.get, 20 quota units. Scope gmail.readonly or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages.attachments/get</remarks>
    [GmailMethod("users.messages.attachments.get", Units = 20, UnitsBefore2026 = 5, Scopes = GmailScope.ToReadContent)]
    public Task<long> DownloadAttachmentAsync(
        string messageId, string attachmentId, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var path = $"{Path(messageId)}/attachments/{GmailRequest.Segment(attachmentId, "attachmentId")}";
        return new AttachmentDownload(_transport, path, destination).RunAsync(cancellationToken);
    }

    private static GmailRequest Get(
        string messageId, MessageFormat format, IReadOnlyList<string>? metadataHeaders, string? fields) =>
        new GmailRequest("users.messages.get", 20, HttpMethod.Get, Path(messageId))
            .With("format", format.ToWire())
            .With("metadataHeaders", metadataHeaders)
            .With("fields", fields ?? (format == MessageFormat.Metadata ? MetadataFields : null));

    private static string Path(string messageId) => $"messages/{GmailRequest.Segment(messageId, "messageId")}";
}
