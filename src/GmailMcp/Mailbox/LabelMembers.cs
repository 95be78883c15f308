using Gmail;
using Gmail.Labels;

namespace GmailMcp.Mailbox;

/// <summary>A label with the messages that carry it: what brings it back after Gmail has deleted it.</summary>
internal static class LabelMembers
{
    /// <summary>The most messages that are noted: twenty lists, 100 units.</summary>
    public const int Most = 10_000;

    private const int PageSize = 500;

    /// <summary>Reads the label (1 unit) and lists its messages (5 units for 500).</summary>
    public static async Task<(LabelState State, bool IsWhole)> ReadAsync(
        GmailClient gmail, string labelId, CancellationToken cancellationToken)
    {
        var label = await gmail.Labels.GetAsync(labelId, cancellationToken);
        var messageIds = new List<string>();
        string? page = null;
        do
        {
            var list = await gmail.Messages.ListAsync(
                labelIds: [labelId],
                maxResults: PageSize,
                pageToken: page,
                includeSpamTrash: true,
                cancellationToken: cancellationToken);
            messageIds.AddRange(list.Messages.Select(message => message.Id).OfType<string>());
            page = list.NextPageToken;
        }
        while (page is not null && messageIds.Count < Most);

        return (Of(label, messageIds), page is null);
    }

    public static LabelState Of(Label label, IReadOnlyList<string> messageIds) => new()
    {
        Id = label.Id ?? "",
        Name = label.Name,
        MessageListVisibility = label.MessageListVisibility,
        LabelListVisibility = label.LabelListVisibility,
        TextColor = label.Color?.TextColor,
        BackgroundColor = label.Color?.BackgroundColor,
        MessageIds = messageIds,
    };

    /// <summary>The label as Gmail takes it.</summary>
    public static Label ToWire(LabelState state) => new()
    {
        Name = state.Name,
        MessageListVisibility = state.MessageListVisibility,
        LabelListVisibility = state.LabelListVisibility,
        Color = state is { TextColor: { } text, BackgroundColor: { } background }
            ? new LabelColor { TextColor = text, BackgroundColor = background }
            : null,
    };
}
