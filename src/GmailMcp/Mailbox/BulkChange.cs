using Gmail;

namespace GmailMcp.Mailbox;

/// <summary>What a <see cref="BulkJob"/> does to its messages.</summary>
/// <param name="ManyAsync">One request for up to 1,000 ids, silent about unknown ones.</param>
/// <param name="OneAsync">One request for one id; a <see cref="GmailException"/> of kind NotFound where there is no such message.</param>
/// <param name="HistoryTypes">The kinds of history records that the change leaves behind.</param>
internal sealed record BulkChange(
    Func<GmailClient, IReadOnlyList<string>, CancellationToken, Task> ManyAsync,
    Func<GmailClient, string, CancellationToken, Task> OneAsync,
    IReadOnlyList<string> HistoryTypes)
{
    public static BulkChange Labels(IReadOnlyList<string> addLabelIds, IReadOnlyList<string> removeLabelIds) => new(
        (gmail, messageIds, cancellationToken) =>
            gmail.Messages.BatchModifyAsync(messageIds, addLabelIds, removeLabelIds, cancellationToken),
        (gmail, messageId, cancellationToken) =>
            gmail.Messages.ModifyAsync(messageId, addLabelIds, removeLabelIds, cancellationToken),
        ["labelAdded", "labelRemoved"]);

    public static BulkChange DeleteForGood { get; } = new(
        (gmail, messageIds, cancellationToken) => gmail.Messages.BatchDeleteAsync(messageIds, cancellationToken),
        (gmail, messageId, cancellationToken) => gmail.Messages.DeleteAsync(messageId, cancellationToken),
        ["messageDeleted"]);
}
