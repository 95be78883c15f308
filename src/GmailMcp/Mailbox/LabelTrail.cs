using Gmail;
using Gmail.History;

namespace GmailMcp.Mailbox;

/// <summary>Which labels a change really added and removed, as Gmail's history tells it: what reverses the change exactly, for 2
/// units a page and no look at the messages before. Of each message and label the first event after the change began counts,
/// because that one tells how it was before.</summary>
internal sealed class LabelTrail
{
    private readonly HashSet<string>? _labelIds;
    private readonly Dictionary<string, Dictionary<string, bool>> _wasAdded = [];

    /// <param name="add">The labels that the change adds.</param>
    /// <param name="remove">The labels that the change removes.</param>
    public LabelTrail(IReadOnlyCollection<string> add, IReadOnlyCollection<string> remove)
    {
        // Gmail moves other labels with these: what goes to the trash leaves the inbox.
        var movesOthers = add.Concat(remove).Any(label => label is "TRASH" or "SPAM");
        _labelIds = movesOthers ? null : [.. add, .. remove];
    }

    /// <summary>Whether the history told of a change of this message.</summary>
    public bool Has(string messageId) => _wasAdded.ContainsKey(messageId);

    /// <summary>Notes the changes of the messages that <paramref name="isMeant"/> names.</summary>
    public void Add(HistoryRecord record, Func<string, bool> isMeant)
    {
        Add(record.LabelsAdded, wasAdded: true, isMeant);
        Add(record.LabelsRemoved, wasAdded: false, isMeant);
    }

    /// <summary>Reads what happened to one message since an id of the history.</summary>
    public async Task ReadAsync(GmailClient gmail, string? historyId, string messageId, CancellationToken cancellationToken)
    {
        string? page = null;
        do
        {
            var history = await gmail.History.ListAsync(
                historyId ?? "1",
                [HistoryType.LabelAdded, HistoryType.LabelRemoved],
                maxResults: 500,
                pageToken: page,
                cancellationToken: cancellationToken);
            foreach (var record in history.History)
            {
                Add(record, id => id == messageId);
            }

            page = history.NextPageToken;
        }
        while (page is not null);
    }

    /// <summary>What gives these messages the labels that they had.</summary>
    public IReadOnlyList<UndoStep> ToSteps(IEnumerable<string> messageIds) =>
        [.. messageIds
            .Where(Has)
            .Select(id => (id, Add: Labels(id, wasAdded: false), Remove: Labels(id, wasAdded: true)))
            .GroupBy(move => $"{string.Join(',', move.Add)};{string.Join(',', move.Remove)}")
            .Select(same => new UndoStep
            {
                Move = new LabelMove
                {
                    Add = same.First().Add,
                    Remove = same.First().Remove,
                    MessageIds = [.. same.Select(move => move.id)],
                },
            })];

    private List<string> Labels(string messageId, bool wasAdded) =>
        [.. _wasAdded[messageId].Where(label => label.Value == wasAdded).Select(label => label.Key).Order(StringComparer.Ordinal)];

    private void Add(IReadOnlyList<HistoryLabels>? changes, bool wasAdded, Func<string, bool> isMeant)
    {
        foreach (var change in changes ?? [])
        {
            if (change.Message?.Id is not { } messageId || !isMeant(messageId))
            {
                continue;
            }

            foreach (var label in (change.LabelIds ?? []).Where(label => _labelIds?.Contains(label) != false))
            {
                if (!_wasAdded.TryGetValue(messageId, out var labels))
                {
                    _wasAdded[messageId] = labels = [];
                }

                labels.TryAdd(label, wasAdded);
            }
        }
    }
}
