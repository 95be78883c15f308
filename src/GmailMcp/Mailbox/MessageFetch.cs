using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Mailbox;

/// <summary>A message with everything that its text needs.</summary>
/// <param name="Message">As Gmail sent it.</param>
/// <param name="Mail">As a person would read it.</param>
internal sealed record FetchedMessage(Message Message, ReadableMessage Mail);

/// <summary>Gets messages for reading: out of memory where they are there, else from Gmail. One for each call, which asks once at most
/// what happened in the mailbox meanwhile: so what it shows is as of its own time.</summary>
/// <remarks>Never for drafts, and not for what must be asked of Gmail itself: whether something was sent, or changed.</remarks>
internal sealed class MessageFetch(Mailboxes mailboxes, MessageCache cache, MailboxProfile profile)
{
    // A part may hold others that are not there yet (a mail in a winmail.dat): each round fetches what the one before found.
    private const int MostRounds = 3;

    private const string HeaderFields = "id,threadId,labelIds,snippet,internalDate,payload/headers";

    private OpenMailbox? _mailbox;
    private Task? _followed;

    /// <summary>Reads a message.</summary>
    /// <remarks>users.history.list, 2 quota units, where it is remembered; else users.messages.get, 20, and
    /// users.messages.attachments.get, 20, for each large text.</remarks>
    /// <exception cref="GmailException">There is no such message, or Gmail could not be reached.</exception>
    public async Task<FetchedMessage> ReadAsync(string messageId, CancellationToken cancellationToken) =>
        await CompleteAsync(await GetAsync(messageId, cancellationToken), messageId, cancellationToken);

    /// <summary>Gets a message whole, but for large texts and attachments. Ids of attachments in it may be old.</summary>
    /// <remarks>users.history.list, 2 quota units, or users.messages.get, 20.</remarks>
    /// <exception cref="GmailException">There is no such message, or Gmail could not be reached.</exception>
    public Task<Message> GetAsync(string messageId, CancellationToken cancellationToken) =>
        GetAsync(messageId, headers: null, cancellationToken);

    /// <summary>Gets a message with at least these headers.</summary>
    /// <inheritdoc cref="GetAsync(string, CancellationToken)" path="/remarks"/>
    /// <inheritdoc cref="GetAsync(string, CancellationToken)" path="/exception"/>
    public async Task<Message> GetAsync(string messageId, IReadOnlyList<string>? headers, CancellationToken cancellationToken)
    {
        var (gmail, memory) = await OpenAsync(cancellationToken);
        if (memory.Has(messageId, headers))
        {
            await FollowAsync(gmail, memory, cancellationToken);
            if (memory.Recall(messageId, headers) is { } recalled)
            {
                return recalled.HasLabels ? recalled.Message : await LabelAsync(gmail, memory, recalled.Message, cancellationToken);
            }
        }

        var from = await memory.BeginAsync(profile, cancellationToken);
        var message = headers is null
            ? await gmail.Messages.GetAsync(messageId, MessageFormat.Full, cancellationToken: cancellationToken)
            : await gmail.Messages.GetAsync(messageId, MessageFormat.Metadata, headers, HeaderFields, cancellationToken);
        memory.Remember(message, headers, from);
        return message;
    }

    /// <summary>Begins to look at what changed, for a call that will get messages whose ids it does not know yet.</summary>
    /// <remarks>users.history.list, 2 quota units, where anything is remembered; the first time users.getProfile, 1.</remarks>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var (gmail, memory) = await OpenAsync(cancellationToken);
        if (memory.IsEmpty)
        {
            await memory.BeginAsync(profile, cancellationToken);
        }
        else
        {
            await FollowAsync(gmail, memory, cancellationToken);
        }
    }

    /// <summary>How many of the first of these messages can be got without waiting for the quota units of the next minute; at least
    /// <paramref name="least"/>, which are worth the wait.</summary>
    public async Task<int> CountAtOnceAsync(
        IReadOnlyList<string> messageIds, IReadOnlyList<string> headers, int least, CancellationToken cancellationToken)
    {
        if (messageIds.Count <= least)
        {
            return messageIds.Count;
        }

        var (gmail, memory) = await OpenAsync(cancellationToken);
        var left = Math.Max(least, gmail.Messages.GetsLeft);
        return messageIds.TakeWhile(messageId => memory.Has(messageId, headers) || left-- > 0).Count();
    }

    /// <summary>Gets many messages with at least these headers, in the order of the ids.</summary>
    /// <remarks>users.history.list, 2 quota units, and users.messages.get, 20, for each that is not remembered.</remarks>
    /// <exception cref="GmailException">Gmail could not be reached, or refused all of them.</exception>
    public async Task<IReadOnlyList<BatchResult<Message>>> GetManyAsync(
        IReadOnlyList<string> messageIds, IReadOnlyList<string> headers, CancellationToken cancellationToken)
    {
        var (gmail, memory) = await OpenAsync(cancellationToken);
        if (messageIds.Any(messageId => memory.Has(messageId, headers)))
        {
            await FollowAsync(gmail, memory, cancellationToken);
        }

        var found = new Dictionary<string, BatchResult<Message>>(StringComparer.Ordinal);
        var unlabelled = new Dictionary<string, Message>(StringComparer.Ordinal);
        foreach (var messageId in messageIds.Distinct())
        {
            if (memory.Recall(messageId, headers) is { } recalled)
            {
                if (recalled.HasLabels)
                {
                    found[messageId] = new(messageId, recalled.Message, null);
                }
                else
                {
                    unlabelled[messageId] = recalled.Message;
                }
            }
        }

        var from = await memory.BeginAsync(profile, cancellationToken);
        if (unlabelled.Count > 0)
        {
            foreach (var one in await gmail.Messages.GetManyAsync(
                [.. unlabelled.Keys], MessageFormat.Minimal, fields: "id,labelIds", cancellationToken: cancellationToken))
            {
                found[one.Id] = one with { Value = Label(memory, unlabelled[one.Id], one.Value, from) };
            }
        }

        var missing = messageIds.Where(messageId => !found.ContainsKey(messageId)).Distinct().ToList();
        if (missing.Count > 0)
        {
            foreach (var one in await gmail.Messages.GetManyAsync(
                missing, MessageFormat.Metadata, headers, HeaderFields, cancellationToken))
            {
                found[one.Id] = one;
                if (one.Value is { } message)
                {
                    memory.Remember(message, headers, from);
                }
            }
        }

        return [.. messageIds.Select(messageId => found[messageId])];
    }

    /// <summary>Gets all messages of a thread whole.</summary>
    /// <remarks>users.threads.get, 40 quota units.</remarks>
    /// <exception cref="GmailException">There is no such thread, or Gmail could not be reached.</exception>
    public async Task<IReadOnlyList<Message>> GetThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        var (gmail, memory) = await OpenAsync(cancellationToken);
        var from = await memory.BeginAsync(profile, cancellationToken);
        var thread = await gmail.Threads.GetAsync(threadId, MessageFormat.Full, cancellationToken: cancellationToken);
        foreach (var message in thread.Messages ?? [])
        {
            memory.Remember(message, headers: null, from);
        }

        return thread.Messages ?? [];
    }

    /// <summary>Reads a message that is here already, such as one of a thread.</summary>
    /// <remarks>users.messages.attachments.get, 20 quota units, for each large text that is not remembered.</remarks>
    /// <exception cref="GmailException">Gmail could not be reached.</exception>
    public Task<FetchedMessage> CompleteAsync(Message message, string messageId, CancellationToken cancellationToken) =>
        CompleteAsync(message, part => GetPartAsync(messageId, part, cancellationToken));

    /// <summary>Gets the bytes of a text that Gmail left out of a message.</summary>
    /// <remarks>users.messages.attachments.get, 20 quota units, unless it is remembered.</remarks>
    /// <exception cref="GmailException">It is gone, or Gmail could not be reached.</exception>
    public async Task<byte[]> GetPartAsync(string messageId, BodyPartToFetch part, CancellationToken cancellationToken)
    {
        var (gmail, memory) = await OpenAsync(cancellationToken);
        if (memory.FindPart(messageId, part.PartId) is { } remembered)
        {
            return remembered;
        }

        var bytes = await AttachmentBytes.ReadPartAsync(gmail, messageId, part.PartId, part.AttachmentId, cancellationToken);
        memory.RememberPart(messageId, part.PartId, bytes);
        return bytes;
    }

    /// <summary>Reads the message of a draft, which is as it was fetched just now and is not remembered: a draft changes.</summary>
    /// <inheritdoc cref="CompleteAsync(Message, string, CancellationToken)" path="/remarks"/>
    /// <inheritdoc cref="CompleteAsync(Message, string, CancellationToken)" path="/exception"/>
    public static Task<FetchedMessage> CompleteDraftAsync(
        GmailClient gmail, Message message, string messageId, CancellationToken cancellationToken) =>
        CompleteAsync(message, part =>
            AttachmentBytes.ReadPartAsync(gmail, messageId, part.PartId, part.AttachmentId, cancellationToken));

    // Gmail leaves large texts out of a message; they are fetched like attachments.
    private static async Task<FetchedMessage> CompleteAsync(Message message, Func<BodyPartToFetch, Task<byte[]>> fetchAsync)
    {
        var mail = MessageReader.Read(message);
        var fetched = new Dictionary<string, ReadOnlyMemory<byte>>();
        for (var round = 0; round < MostRounds && mail.BodyPartsToFetch.Count > 0; round++)
        {
            foreach (var part in mail.BodyPartsToFetch.Where(part => !fetched.ContainsKey(part.PartId)))
            {
                fetched[part.PartId] = await fetchAsync(part);
            }

            mail = MessageReader.Read(message, fetched);
        }

        return new FetchedMessage(message, mail);
    }

    private async Task<Message> LabelAsync(
        GmailClient gmail, MailboxMemory memory, Message message, CancellationToken cancellationToken)
    {
        var messageId = message.Id!; // only messages with ids are remembered
        var from = await memory.BeginAsync(profile, cancellationToken);
        try
        {
            var minimal = await gmail.Messages.GetAsync(
                messageId, MessageFormat.Minimal, fields: "id,labelIds", cancellationToken: cancellationToken);
            return Label(memory, message, minimal, from)!; // not null: minimal is not
        }
        catch (GmailException failure) when (failure.Kind == GmailErrorKind.NotFound)
        {
            memory.Forget(messageId);
            throw;
        }
    }

    private static Message? Label(MailboxMemory memory, Message message, Message? minimal, UInt128? from)
    {
        if (minimal is null)
        {
            return null;
        }

        memory.Relabel(message.Id!, minimal.LabelIds ?? [], from); // only messages with ids are remembered
        return message with { LabelIds = minimal.LabelIds };
    }

    private Task FollowAsync(GmailClient gmail, MailboxMemory memory, CancellationToken cancellationToken) =>
        _followed ??= memory.FollowAsync(gmail, cancellationToken);

    private async ValueTask<(GmailClient Gmail, MailboxMemory Memory)> OpenAsync(CancellationToken cancellationToken)
    {
        _mailbox ??= await mailboxes.OpenMailboxAsync(cancellationToken);
        return (mailboxes.MeteredClientOf(_mailbox), await cache.OpenAsync(_mailbox));
    }
}
