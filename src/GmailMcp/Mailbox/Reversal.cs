using Gmail;
using Gmail.Labels;
using Gmail.Messages;
using Gmail.Settings;

namespace GmailMcp.Mailbox;

/// <summary>Reverses a change step by step. Each step looks for what it wants and does what is missing, so that a second run after
/// half a first one ends where the first would have.</summary>
internal sealed class Reversal(GmailClient gmail, UndoLog log, UndoState state, TimeProvider time)
{
    // A bulk job may take 105 s of a call's 120: after this time no other begins.
    private static readonly TimeSpan LastStart = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, string> _madeAnew = [];
    private List<Label>? _labels;

    public async Task<ReversalResult> RunAsync(UndoEntry entry, Action<int>? onProgress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var result = new ReversalResult();
        foreach (var step in entry.Steps)
        {
            if (step.Move is { } late && time.GetElapsedTime(started) >= LastStart)
            {
                result.NotTried.AddRange(late.MessageIds);
                continue;
            }

            await (step switch
            {
                { Move: { } move } => MoveAsync(move, result, onProgress, cancellationToken),
                { RestoreLabel: { } label } => RestoreLabelAsync(label, result, cancellationToken),
                { MakeLabel: { } label } => MakeLabelAsync(label, result, onProgress, cancellationToken),
                { RemoveLabel: { } labelId } => RemoveLabelAsync(labelId, result, cancellationToken),
                { MakeFilter: { } filter } => MakeFilterAsync(filter, result, cancellationToken),
                { RemoveFilter: { } filterId } => RemoveFilterAsync(filterId, result, cancellationToken),
                { RemoveDraft: { } draft } => RemoveDraftAsync(draft, result, cancellationToken),
                _ => Task.CompletedTask, // a step of a later version
            });
        }

        return result;
    }

    private async Task MoveAsync(LabelMove move, ReversalResult result, Action<int>? onProgress, CancellationToken cancellationToken)
    {
        var add = await ExistingAsync(move.Add, cancellationToken);
        var remove = await ExistingAsync(move.Remove, cancellationToken);
        foreach (var gone in move.Add.Where(labelId => !add.Contains(LabelNow(labelId))))
        {
            result.Problems.Add($"Label {gone} no longer exists, so it is not back on {Count(move.MessageIds.Count, "message")}.");
        }

        if (add.Count + remove.Count > 0)
        {
            await ChangeLabelsAsync(add, remove, move.MessageIds, result, onProgress, cancellationToken);
        }
    }

    private async Task ChangeLabelsAsync(
        IReadOnlyList<string> add,
        IReadOnlyList<string> remove,
        IReadOnlyList<string> messageIds,
        ReversalResult result,
        Action<int>? onProgress,
        CancellationToken cancellationToken,
        bool isRedone = true)
    {
        var trail = new LabelTrail(add, remove);
        var job = new BulkJob(gmail, BulkChange.Labels(add, remove), time, trail);
        var tally = await job.RunAsync(messageIds, BulkJob.LargestBatch, onProgress, cancellationToken);
        result.Add(tally);
        if (isRedone)
        {
            result.Redo.AddRange(trail.ToSteps(tally.Changed));
        }
    }

    private async Task RestoreLabelAsync(LabelState label, ReversalResult result, CancellationToken cancellationToken)
    {
        var labelId = LabelNow(label.Id);
        if ((await LabelsAsync(cancellationToken)).FirstOrDefault(known => known.Id == labelId) is not { } now)
        {
            result.Problems.Add($"Label {label.Id} no longer exists, so it has not its old name and visibility.");
            return;
        }

        try
        {
            await gmail.Labels.PatchAsync(labelId, LabelMembers.ToWire(label), cancellationToken);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.Conflict)
        {
            result.Problems.Add($"Another label has the old name of label {labelId} now, so it keeps the new one.");
            return;
        }

        result.Done.Add($"label {labelId} is as it was");
        result.Redo.Add(new UndoStep
        {
            RestoreLabel = new LabelState
            {
                Id = labelId,
                Name = label.Name is null ? null : now.Name,
                MessageListVisibility = label.MessageListVisibility is null ? null : now.MessageListVisibility ?? "show",
                LabelListVisibility = label.LabelListVisibility is null ? null : now.LabelListVisibility ?? "labelShow",
            },
        });
    }

    private async Task MakeLabelAsync(
        LabelState label, ReversalResult result, Action<int>? onProgress, CancellationToken cancellationToken)
    {
        var labelId = LabelNow(label.Id);
        if ((await LabelsAsync(cancellationToken)).All(known => known.Id != labelId))
        {
            labelId = await CreateAsync(label, cancellationToken);
            _madeAnew[label.Id] = labelId;
            await NoteAsync(label.Id, labelId, cancellationToken);
        }

        result.Done.Add($"label {label.Id} is back as {labelId}");
        result.Redo.Add(new UndoStep { RemoveLabel = labelId });
        if (label.MessageIds.Count > 0)
        {
            // Deleting the label takes it off the messages: that alone does it again.
            await ChangeLabelsAsync([labelId], [], label.MessageIds, result, onProgress, cancellationToken, isRedone: false);
        }
    }

    private async Task NoteAsync(string labelId, string labelIdNow, CancellationToken cancellationToken)
    {
        try
        {
            await log.MarkLabelAsync(labelId, labelIdNow, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The label is back; only what was changed with it before it was deleted cannot be undone any more.
        }
    }

    private async Task<string> CreateAsync(LabelState label, CancellationToken cancellationToken)
    {
        try
        {
            var made = await gmail.Labels.CreateAsync(LabelMembers.ToWire(label), cancellationToken);
            return made.Id ?? throw new GmailException(GmailErrorKind.Server, "Gmail's answer names no label.");
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.Conflict)
        {
            // Somebody made one of that name meanwhile: the person means that one.
            _labels = null;
            var same = (await LabelsAsync(cancellationToken)).FirstOrDefault(known =>
                string.Equals(known.Name, label.Name, StringComparison.OrdinalIgnoreCase));
            if (same?.Id is { } labelId)
            {
                return labelId;
            }

            throw;
        }
    }

    private async Task RemoveLabelAsync(string madeId, ReversalResult result, CancellationToken cancellationToken)
    {
        var labelId = LabelNow(madeId);
        try
        {
            var (members, _) = await LabelMembers.ReadAsync(gmail, labelId, cancellationToken);
            await gmail.Labels.DeleteAsync(labelId, cancellationToken);
            result.Redo.Add(new UndoStep { MakeLabel = members });
            result.Done.Add($"label {labelId} is deleted");
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            result.Done.Add($"label {labelId} was gone already");
        }
    }

    private async Task MakeFilterAsync(Filter filter, ReversalResult result, CancellationToken cancellationToken)
    {
        var add = await ExistingAsync(filter.Action?.AddLabelIds ?? [], cancellationToken);
        var remove = await ExistingAsync(filter.Action?.RemoveLabelIds ?? [], cancellationToken);
        try
        {
            var made = await gmail.Settings.Filters.CreateAsync(
                new Filter
                {
                    Criteria = filter.Criteria,
                    Action = filter.Action is { } action
                        ? action with { AddLabelIds = add.Count == 0 ? null : add, RemoveLabelIds = remove.Count == 0 ? null : remove }
                        : null,
                },
                cancellationToken);
            result.Done.Add($"filter {filter.Id} is back as {made.Id}");
            result.Redo.Add(new UndoStep { RemoveFilter = made.Id });
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.Conflict)
        {
            result.Done.Add($"a filter like {filter.Id} is there already");
        }
    }

    private async Task RemoveFilterAsync(string filterId, ReversalResult result, CancellationToken cancellationToken)
    {
        try
        {
            var filter = await gmail.Settings.Filters.GetAsync(filterId, cancellationToken);
            await gmail.Settings.Filters.DeleteAsync(filterId, cancellationToken);
            result.Redo.Add(new UndoStep { MakeFilter = filter });
            result.Done.Add($"filter {filterId} is deleted");
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            result.Done.Add($"filter {filterId} was gone already");
        }
    }

    private async Task RemoveDraftAsync(DraftState draft, ReversalResult result, CancellationToken cancellationToken)
    {
        try
        {
            var now = await gmail.Drafts.GetAsync(draft.DraftId, MessageFormat.Minimal, "id,message(id)", cancellationToken);
            if (now.Message?.Id != draft.MessageId)
            {
                result.Problems.Add($"Draft {draft.DraftId} was edited since it was made, so it stays: deleting it cannot be undone.");
                return;
            }

            await gmail.Drafts.DeleteAsync(draft.DraftId, cancellationToken);
            result.Done.Add($"draft {draft.DraftId} is deleted");
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            result.Problems.Add($"Draft {draft.DraftId} is gone: it was sent or deleted.");
        }
    }

    // The ids as they are now, without those of labels that are gone: Gmail refuses a whole request for one of them.
    private async Task<IReadOnlyList<string>> ExistingAsync(IReadOnlyList<string> labelIds, CancellationToken cancellationToken)
    {
        if (!labelIds.Any(IsUsers))
        {
            return labelIds;
        }

        var known = (await LabelsAsync(cancellationToken)).Select(label => label.Id).ToHashSet();
        return [.. labelIds.Select(LabelNow).Where(labelId => !IsUsers(labelId) || known.Contains(labelId))];
    }

    // "Label_7"; Gmail's own are words in capitals, and not all of them are listed.
    private static bool IsUsers(string labelId) => labelId.Any(char.IsAsciiLetterLower);

    private async Task<List<Label>> LabelsAsync(CancellationToken cancellationToken) =>
        _labels ??= [.. await gmail.Labels.ListAsync(cancellationToken)];

    private string LabelNow(string labelId)
    {
        labelId = state.LabelNow(labelId);
        return _madeAnew.GetValueOrDefault(labelId, labelId);
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number:N0} {noun}s";
}
