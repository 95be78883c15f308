using Gmail;

namespace GmailMcp.Mailbox;

/// <summary>What a <see cref="BulkJob"/> does to its messages.</summary>
/// <param name="Name">Equal for equal changes.</param>
/// <param name="ManyAsync">One request for up to 1,000 ids, silent about unknown ones.</param>
/// <param name="OneAsync">One request for one id; a <see cref="GmailException"/> of kind NotFound where there is no such message.</param>
/// <param name="HistoryTypes">The kinds of history records that the change leaves behind.</param>
/// <param name="MarkedBy">The labels that all messages carry afterwards, which a list can be asked for; empty for none.</param>
internal sealed record BulkChange(
    string Name,
    Func<GmailClient, IReadOnlyList<string>, CancellationToken, Task> ManyAsync,
    Func<GmailClient, string, CancellationToken, Task> OneAsync,
    IReadOnlyList<string> HistoryTypes,
    IReadOnlyList<string> MarkedBy)
{
    public static BulkChange Labels(IReadOnlyList<string> addLabelIds, IReadOnlyList<string> removeLabelIds) => new(
        $"add {string.Join(' ', addLabelIds.Order(StringComparer.Ordinal))} remove {string.Join(' ', removeLabelIds.Order(StringComparer.Ordinal))}",
        (gmail, messageIds, cancellationToken) =>
            gmail.Messages.BatchModifyAsync(messageIds, addLabelIds, removeLabelIds, cancellationToken),
        (gmail, messageId, cancellationToken) =>
            gmail.Messages.ModifyAsync(messageId, addLabelIds, removeLabelIds, cancellationToken),
        ["labelAdded", "labelRemoved"],
        removeLabelIds.Count == 0 ? addLabelIds : []);

    public static BulkChange DeleteForGood { get; } = new(
        "delete",
        (gmail, messageIds, cancellationToken) => gmail.Messages.BatchDeleteAsync(messageIds, cancellationToken),
        (gmail, messageId, cancellationToken) => gmail.Messages.DeleteAsync(messageId, cancellationToken),
        ["messageDeleted"],
        []);
}
