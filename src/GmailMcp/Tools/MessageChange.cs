using Gmail;
using Gmail.Messages;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;
using GmailMcp.Policy;

namespace GmailMcp.Tools;

/// <summary>Changes of messages as the policy sees them, the same for one and for many.</summary>
internal static class MessageChange
{
    /// <summary>Changes of more messages than this are shown to the person first.</summary>
    public const int ManyMessages = 100;

    private const int Described = 10;
    private static readonly string[] DescribedHeaders = ["From", "Subject", "Date"];

    /// <summary>To Trash, or for good.</summary>
    public static PlannedAct Delete(GmailClient gmail, IReadOnlyCollection<string> messageIds, bool isForGood)
    {
        var ids = messageIds.Distinct().ToList();
        var count = Count(ids.Count);
        return new PlannedAct
        {
            What = isForGood ? $"to delete {count} for good" : $"to move {count} to Trash",
            DescribeAsync = async cancellationToken =>
                (isForGood ? "This cannot be undone.\n" : "") + await DescribeAsync(gmail, ids, cancellationToken),
            Digest = ActDigest.Of(["delete", isForGood ? "for good" : "trash", .. ids]),
            AsksUnderAuto = isForGood || ids.Count > ManyMessages,
            NeedsSomebody = isForGood,
            Counts = isForGood ? CappedAct.Delete : null,
            Count = ids.Count,
        };
    }

    /// <summary>Other labels. To put a message into Trash or Spam by its label is to delete it.</summary>
    public static PlannedAct Labels(
        GmailClient gmail, IReadOnlyCollection<string> messageIds, IReadOnlyList<string> addLabelIds, IReadOnlyList<string> removeLabelIds)
    {
        var ids = messageIds.Distinct().ToList();
        return new PlannedAct
        {
            What = $"to change the labels of {Count(ids.Count)}",
            DescribeAsync = async cancellationToken =>
                $"Added: {Names(addLabelIds)}. Removed: {Names(removeLabelIds)}.\n"
                + await DescribeAsync(gmail, ids, cancellationToken),
            Digest = ActDigest.Of(["labels", .. addLabelIds, "removed", .. removeLabelIds, "of", .. ids]),
            AsksUnderAuto = ids.Count > ManyMessages,
            AsksUnderAlways = ids.Count > ManyMessages || IsDelete(addLabelIds),
        };
    }

    /// <summary>Whether mail with these labels is on its way out: Gmail empties both after 30 days.</summary>
    public static bool IsDelete(IEnumerable<string> addLabelIds) => addLabelIds.Any(labelId => labelId is "TRASH" or "SPAM");

    private static async Task<string> DescribeAsync(GmailClient gmail, List<string> ids, CancellationToken cancellationToken)
    {
        var some = await gmail.Messages.GetManyAsync(
            [.. ids.Where(id => !BulkJob.IsNoId(id)).Take(Described)], MessageFormat.Metadata, DescribedHeaders, cancellationToken: cancellationToken);
        var lines = some.Select(one => one.Value is { } message ? Line(MessageReader.Summarize(message)) : $"- {PersonText.Line(one.Id, 40)}");
        var more = ids.Count > Described ? FormattableString.Invariant($"\n… and {ids.Count - Described} more") : "";
        return string.Join('\n', lines) + more;
    }

    private static string Line(MessageSummary mail) =>
        $"- {PersonText.Line(mail.Subject, 100)}, from {PersonText.Line(mail.From, 100)}, {PersonText.Line(mail.Date, 40)}";

    private static string Count(int count) => count == 1 ? "1 message" : FormattableString.Invariant($"{count} messages");

    private static string Names(IReadOnlyList<string> labelIds) =>
        labelIds.Count == 0 ? "nothing" : string.Join(", ", labelIds.Select(labelId => PersonText.Line(labelId, 60)));
}
