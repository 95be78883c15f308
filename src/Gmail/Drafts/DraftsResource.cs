using System.Text.Json;
using Gmail.Messages;

namespace Gmail.Drafts;

/// <summary>Writes, reads and sends drafts.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts</remarks>
public sealed class DraftsResource
{
    private readonly GmailTransport _transport;

    internal DraftsResource(GmailTransport transport) => _transport = transport;

    /// <summary>Lists drafts, newest first.</summary>
    /// <param name="query">Gmail search syntax; null for all.</param>
    /// <param name="maxResults">1 to 500; Gmail's default is 100.</param>
    /// <param name="pageToken">From the page before.</param>
    /// <param name="includeSpamTrash">Whether drafts in spam and trash are listed too.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One page.</returns>
    /// <exception cref="GmailException">InvalidArgument, Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.drafts.list, 5 quota units. Scope gmail.readonly, gmail.compose or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts/list</remarks>
    [GmailMethod("users.drafts.list", Units = 5, UnitsBefore2026 = 5, Scopes = GmailScope.ToReadDrafts)]
    public Task<DraftList> ListAsync(
        string? query = null, int? maxResults = null, string? pageToken = null, bool includeSpamTrash = false,
        CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.drafts.list", 5, HttpMethod.Get, "drafts")
                .With("q", query)
                .With("maxResults", maxResults)
                .With("pageToken", pageToken)
                .With("includeSpamTrash", includeSpamTrash)
                .With("fields", "drafts(id,message(id,threadId)),nextPageToken,resultSizeEstimate"),
            GmailJson.Default.DraftList,
            cancellationToken);

    /// <summary>Gets a draft with its message.</summary>
    /// <param name="draftId">The id of the draft, not of its message.</param>
    /// <param name="format">How much of the message.</param>
    /// <param name="fields">Google's partial response syntax; null for everything.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The draft.</returns>
    /// <exception cref="GmailException">NotFound (sent or deleted), RateLimited, Server or Network.</exception>
    /// <remarks>users.drafts.get, 20 quota units. Scope gmail.readonly, gmail.compose or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts/get</remarks>
    [GmailMethod("users.drafts.get", Units = 20, UnitsBefore2026 = 5, Scopes = GmailScope.ToReadDrafts)]
    public Task<Draft> GetAsync(
        string draftId, MessageFormat format = MessageFormat.Full, string? fields = null,
        CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.drafts.get", 20, HttpMethod.Get, Path(draftId))
                .With("format", format.ToWire())
                .With("fields", fields),
            GmailJson.Default.Draft,
            cancellationToken);

    /// <summary>Creates a draft. Never repeated: after a lost answer, list the drafts.</summary>
    /// <param name="mime">The message; at most 36,700,160 bytes. Above 5 MB it goes to the upload endpoint.</param>
    /// <param name="threadId">The thread to reply in; the message must also carry In-Reply-To, References and the
    /// subject.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The draft with its ids.</returns>
    /// <exception cref="GmailException">TooLarge, InvalidArgument, NotFound (thread), RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.drafts.create, 10 quota units. Scope gmail.compose or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts/create</remarks>
    [GmailMethod("users.drafts.create", Units = 10, UnitsBefore2026 = 10, Scopes = GmailScope.ToCompose)]
    public Task<Draft> CreateAsync(
        MimeContent mime, string? threadId = null, CancellationToken cancellationToken = default) =>
        WriteAsync(
            new GmailRequest("users.drafts.create", 10, HttpMethod.Post, "drafts"), mime, threadId, cancellationToken);

    /// <summary>Replaces the message of a draft, attachments included. Never repeated.</summary>
    /// <param name="draftId">The id of the draft.</param>
    /// <param name="mime">The whole new message; at most 36,700,160 bytes.</param>
    /// <param name="threadId">The thread to reply in; left out, the draft leaves its thread.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The draft; its message has a new id.</returns>
    /// <exception cref="GmailException">NotFound, TooLarge, InvalidArgument, RateLimited, Server or
    /// Network.</exception>
    /// <remarks>users.drafts.update, 15 quota units. Scope gmail.compose or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts/update</remarks>
    [GmailMethod("users.drafts.update", Units = 15, UnitsBefore2026 = 15, Scopes = GmailScope.ToCompose)]
    public Task<Draft> UpdateAsync(
        string draftId, MimeContent mime, string? threadId = null, CancellationToken cancellationToken = default) =>
        WriteAsync(
            new GmailRequest("users.drafts.update", 15, HttpMethod.Put, Path(draftId)),
            mime,
            threadId,
            cancellationToken);

    /// <summary>Deletes a draft for good, past the trash. Never repeated.</summary>
    /// <param name="draftId">The id of the draft.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">NotFound, RateLimited, Server or Network.</exception>
    /// <remarks>users.drafts.delete, 10 quota units. Scope gmail.compose or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts/delete</remarks>
    [GmailMethod("users.drafts.delete", Units = 10, UnitsBefore2026 = 10, UnitsAreEstimated = true,
        Scopes = GmailScope.ToCompose)]
    public Task DeleteAsync(string draftId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.drafts.delete", 10, HttpMethod.Delete, Path(draftId)), cancellationToken);

    /// <summary>Sends a draft: it vanishes, and a message with a new id appears under SENT. Never repeated: where
    /// <see cref="GmailException.WasAmbiguous"/> is true, look whether the draft is still there.</summary>
    /// <param name="draftId">The id of the draft.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The sent message: id, thread id and labels.</returns>
    /// <exception cref="GmailException">NotFound (sent or deleted before), InvalidArgument (no recipient),
    /// MailSendingLimited, RateLimited, Server or Network.</exception>
    /// <remarks>users.drafts.send, 100 quota units. Scope gmail.compose or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts/send</remarks>
    [GmailMethod("users.drafts.send", Units = 100, UnitsBefore2026 = 100, Scopes = GmailScope.ToCompose)]
    public Task<Message> SendAsync(string draftId, CancellationToken cancellationToken = default)
    {
        GmailRequest.Segment(draftId, "draftId");
        return _transport.SendAsync(
            new GmailRequest("users.drafts.send", 100, HttpMethod.Post, "drafts/send")
            {
                Body = GmailRequest.Json(new Draft { Id = draftId }, GmailJson.Default.Draft),
            },
            GmailJson.Default.Message,
            cancellationToken);
    }

    private Task<Draft> WriteAsync(
        GmailRequest request, MimeContent mime, string? threadId, CancellationToken cancellationToken)
    {
        var draft = new Draft { Message = new Message { ThreadId = threadId, Raw = "" } };
        var metadata = new Draft { Message = new Message { ThreadId = threadId } };
        return new Upload(_transport, mime).SendAsync(
            request,
            JsonSerializer.SerializeToUtf8Bytes(draft, GmailJson.Default.Draft),
            threadId is null ? null : JsonSerializer.SerializeToUtf8Bytes(metadata, GmailJson.Default.Draft),
            Upload.MaxSendBytes,
            GmailJson.Default.Draft,
            cancellationToken);
    }

    private static string Path(string draftId) => $"drafts/{GmailRequest.Segment(draftId, "draftId")}";
}
