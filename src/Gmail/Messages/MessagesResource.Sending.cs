using System.Text.Json;

namespace Gmail.Messages;

// What brings new messages to Gmail.
public sealed partial class MessagesResource
{
    /// <summary>Sends a message at once, without a draft. Never repeated: where
    /// <see cref="GmailException.WasAmbiguous"/> is
    /// true it may have been sent, and nothing in Gmail tells. Prefer creating a draft and sending that.</summary>
    /// <param name="mime">The message with its recipients; at most 36,700,160 bytes. Above 5 MB it goes to the upload
    /// endpoint. Gmail replaces its Message-ID.</param>
    /// <param name="threadId">The thread to reply in; the message must also carry In-Reply-To, References and the
    /// subject.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The sent message: id, thread id and labels. It is no promise of delivery.</returns>
    /// <exception cref="GmailException">TooLarge, InvalidArgument (recipients, more than 500 of them),
    /// MailSendingLimited,
    /// RateLimited, Server or Network.</exception>
    /// <remarks>users.messages.send, 100 quota units. Scope gmail.send, gmail.compose or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/send</remarks>
    [GmailMethod("users.messages.send", Units = 100, UnitsBefore2026 = 100, Scopes = GmailScope.ToSend)]
    public Task<Message> SendAsync(
        MimeContent mime, string? threadId = null, CancellationToken cancellationToken = default) =>
        UploadAsync(
            new GmailRequest("users.messages.send", 100, HttpMethod.Post, "messages/send"),
            mime,
            new Message { ThreadId = threadId },
            Upload.MaxSendBytes,
            cancellationToken);

    /// <summary>Puts a message into the mailbox as it is, past scanning and filters, like IMAP APPEND. Never
    /// repeated.</summary>
    /// <param name="mime">The message; at most 157,286,400 bytes.</param>
    /// <param name="options">Labels, thread and date; null for Gmail's defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The message: id, thread id and labels.</returns>
    /// <exception cref="GmailException">TooLarge, InvalidArgument, RateLimited, Server or Network.</exception>
    /// <remarks>users.messages.insert, 25 quota units. Scope gmail.insert or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/insert</remarks>
    [GmailMethod("users.messages.insert", Units = 25, UnitsBefore2026 = 25, Scopes = GmailScope.ToInsert)]
    public Task<Message> InsertAsync(
        MimeContent mime, InsertOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync(
            new GmailRequest("users.messages.insert", 25, HttpMethod.Post, "messages")
                .With("internalDateSource", options?.InternalDateSource)
                .With("deleted", options?.IsDeleted ?? false),
            mime,
            new Message { ThreadId = options?.ThreadId, LabelIds = options?.LabelIds },
            Upload.MaxInsertBytes,
            cancellationToken);

    /// <summary>Puts a message into the mailbox as if it had arrived, with scanning and classification. Never
    /// repeated.</summary>
    /// <param name="mime">The message; at most 157,286,400 bytes.</param>
    /// <param name="options">Labels, thread, date and what Gmail does with it; null for Gmail's defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The message: id, thread id and labels.</returns>
    /// <exception cref="GmailException">TooLarge, InvalidArgument, RateLimited, Server or Network.</exception>
    /// <remarks>users.messages.import, 25 quota units. Scope gmail.insert or gmail.modify.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/import</remarks>
    [GmailMethod("users.messages.import", Units = 25, UnitsBefore2026 = 25, Scopes = GmailScope.ToInsert)]
    public Task<Message> ImportAsync(
        MimeContent mime, ImportOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync(
            new GmailRequest("users.messages.import", 25, HttpMethod.Post, "messages/import")
                .With("internalDateSource", options?.InternalDateSource)
                .With("deleted", options?.IsDeleted ?? false)
                .With("neverMarkSpam", options?.NeverMarkSpam ?? false)
                .With("processForCalendar", options?.ProcessForCalendar ?? false),
            mime,
            new Message { ThreadId = options?.ThreadId, LabelIds = options?.LabelIds },
            Upload.MaxInsertBytes,
            cancellationToken);

    private Task<Message> UploadAsync(
        GmailRequest request, MimeContent mime, Message metadata, long maxBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mime);
        var isBare = metadata.ThreadId is null && metadata.LabelIds is null;
        return new Upload(_transport, mime).SendAsync(
            request,
            JsonSerializer.SerializeToUtf8Bytes(metadata with { Raw = "" }, GmailJson.Default.Message),
            isBare ? null : JsonSerializer.SerializeToUtf8Bytes(metadata, GmailJson.Default.Message),
            maxBytes,
            GmailJson.Default.Message,
            cancellationToken);
    }
}
