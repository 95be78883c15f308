using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Outbox;

/// <summary>One mail that is to leave.</summary>
internal sealed record SendRequest
{
    public required GmailClient Gmail { get; init; }

    /// <summary>Whose mailbox it leaves from.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The mailbox's address.</summary>
    public required string Address { get; init; }

    /// <summary>Where the mailbox's history stood before this call changed anything; null where Gmail did not tell.</summary>
    public string? HistoryId { get; init; }

    /// <summary>What it says, in hashes.</summary>
    public required MailDigests Digests { get; init; }

    /// <summary>The mail; null where <see cref="Draft"/> holds it.</summary>
    public MimeContent? Mime { get; init; }

    /// <summary>A draft that is in Gmail already; null where one is to be made.</summary>
    public KeptDraft? Draft { get; init; }

    /// <summary>Gmail's thread that it goes into; null for a new one.</summary>
    public string? ThreadId { get; init; }

    /// <summary>The caller's own name for this send; null goes by the content.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long it waits as a draft before it leaves.</summary>
    public TimeSpan Hold { get; init; }
}

/// <summary>A draft as it was read.</summary>
/// <param name="Id">The draft.</param>
/// <param name="MessageId">Its message: another one means that it was changed.</param>
/// <param name="ThreadId">Its thread.</param>
internal sealed record KeptDraft(string Id, string? MessageId, string? ThreadId);
