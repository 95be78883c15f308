using System.Globalization;
using Gmail;
using Gmail.History;

namespace GmailMcp.Mailbox;

/// <summary>One change of one message.</summary>
/// <param name="At">The history record.</param>
/// <param name="MessageId">Which message.</param>
/// <param name="Added">Labels it got.</param>
/// <param name="Removed">Labels it lost.</param>
/// <param name="IsDeleted">Whether it is gone for good.</param>
internal readonly record struct MessageChanged(
    UInt128 At, string MessageId, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, bool IsDeleted);

/// <summary>What happened to messages since a point of the mailbox's history.</summary>
/// <param name="Position">Where to go on; null where Gmail did not say.</param>
/// <param name="Changes">Oldest first; null where they cannot be had: too old, or too many to be worth their price.</param>
internal sealed record MailboxChanges(UInt128? Position, IReadOnlyList<MessageChanged>? Changes)
{
    private const int PageSize = 500;

    // Beyond, asking for the labels of the messages that are wanted is cheaper.
    private const int MostPages = 3;

    // Mail that arrives changes nothing that is remembered.
    private static readonly string[] Kinds = [HistoryType.LabelAdded, HistoryType.LabelRemoved, HistoryType.MessageDeleted];

    /// <summary>Asks Gmail.</summary>
    /// <remarks>users.history.list, 2 quota units, seldom more than once.</remarks>
    public static async Task<MailboxChanges> SinceAsync(GmailClient gmail, UInt128 position, CancellationToken cancellationToken)
    {
        var changes = new List<MessageChanged>();
        UInt128? now = null;
        string? page = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            HistoryList list;
            try
            {
                list = await gmail.History.ListAsync(
                    position.ToString(CultureInfo.InvariantCulture), Kinds, maxResults: PageSize, pageToken: page,
                    cancellationToken: cancellationToken);
            }
            catch (GmailException failure) when (failure.Kind is not (GmailErrorKind.RateLimited or GmailErrorKind.QuotaExhausted))
            {
                return new MailboxChanges(Position: null, Changes: null); // too old, or a history that this sign-in may not see
            }

            // Of the first page: the later ones may tell of a moment that the first does not cover.
            now ??= Parse(list.HistoryId);
            foreach (var record in list.History)
            {
                if (Parse(record.Id) is not { } at)
                {
                    return new MailboxChanges(now, Changes: null);
                }

                changes.AddRange(Of(at, record));
            }

            page = list.NextPageToken;
            if (page is null)
            {
                return new MailboxChanges(now, now is null ? null : changes);
            }
        }

        return new MailboxChanges(now, Changes: null);
    }

    /// <summary>A history id as a number, which tells what was first; null for what is none.</summary>
    public static UInt128? Parse(string? historyId) =>
        UInt128.TryParse(historyId, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    private static IEnumerable<MessageChanged> Of(UInt128 at, HistoryRecord record) =>
    [
        .. (record.LabelsAdded ?? []).Where(change => change.Message?.Id is not null)
            .Select(change => new MessageChanged(at, change.Message!.Id!, change.LabelIds ?? [], [], IsDeleted: false)),
        .. (record.LabelsRemoved ?? []).Where(change => change.Message?.Id is not null)
            .Select(change => new MessageChanged(at, change.Message!.Id!, [], change.LabelIds ?? [], IsDeleted: false)),
        .. (record.MessagesDeleted ?? []).Where(change => change.Message?.Id is not null)
            .Select(change => new MessageChanged(at, change.Message!.Id!, [], [], IsDeleted: true)),
    ];
}
