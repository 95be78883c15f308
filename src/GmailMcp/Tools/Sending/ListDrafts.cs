using System.ComponentModel;
using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Reading;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Lists drafts.</summary>
internal sealed partial class ListDrafts(Mailboxes mailboxes, Fence fence)
{
    private const int MostResults = 100;
    private const string Fields = "id,threadId,snippet,payload/headers";
    private static readonly string[] Headers = ["Subject", "From", "To", "Date"];

    /// <summary>List drafts, newest first; get_draft opens one.</summary>
    /// <param name="query">Gmail search; empty = all</param>
    /// <param name="maxResults">1-100</param>
    [McpServerTool(Name = "list_drafts", Title = "List drafts", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(ListDraftsResult))]
    [GmailTool(Profile.Readonly, "users.drafts.list", "users.messages.get")]
    public async partial Task<CallToolResult> CallAsync(
        string? query = null,
        int maxResults = 20,
        string? pageToken = null,
        CancellationToken cancellationToken = default)
    {
        if (maxResults is < 1 or > MostResults)
        {
            throw new ToolException(
                $"maxResults must be 1 to {MostResults}; got {maxResults}. Pass nextPageToken as pageToken for more.");
        }

        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var page = await gmail.Drafts.ListAsync(query, maxResults, pageToken, cancellationToken: cancellationToken);
        var draftIds = page.Drafts
            .Where(draft => draft is { Id: not null, Message.Id: not null })
            .DistinctBy(draft => draft.Message!.Id!)
            .ToDictionary(draft => draft.Message!.Id!, draft => draft.Id!);
        var messages = await gmail.Messages.GetManyAsync(
            [.. draftIds.Keys], MessageFormat.Metadata, Headers, Fields, cancellationToken);

        var lost = messages.Where(one => one.Value is null)
            .Select(one => new UnreadableDraft { DraftId = draftIds[one.Id], Error = Words(one.Error) })
            .ToList();
        var result = new ListDraftsResult
        {
            Drafts =
            [
                .. messages.Where(one => one.Value is not null).Select(one => ToRecord(draftIds[one.Id], one.Value!)),
            ],
            NextPageToken = page.NextPageToken,
            Unreadable = lost.Count == 0 ? null : lost,
        };
        return ToolResults.Of(
            Render(result, fence),
            result with { Drafts = [.. result.Drafts.Select(draft => draft.Fenced(fence))] },
            SendingToolsJson.Default.ListDraftsResult,
            More(result),
            Lost(result));
    }

    // Each change of a draft makes a new message of it, and a draft that was sent or deleted has none.
    private static string Words(GmailException? error) => error?.Kind == GmailErrorKind.NotFound
        ? "changed, sent or deleted meanwhile"
        : error?.Message ?? "no answer";

    internal static string Render(ListDraftsResult result, Fence fence) => result switch
    {
        { Drafts.Count: > 0 } => fence.Around(string.Join('\n', result.Drafts.Select(draft =>
            $"Draft ID: {draft.DraftId}\nTo: {draft.To}\nSubject: {draft.Subject}\nDate: {draft.Date}\n"))),
        { Unreadable: [_] } => "There is 1 such draft, but Gmail did not give it; list again.",
        { Unreadable: { } lost } => $"There are {lost.Count} such drafts, but Gmail gave none of them; list again.",
        _ => "There are no such drafts.",
    };

    private static string? More(ListDraftsResult result) => result.NextPageToken is null
        ? null
        : $"There are more drafts. The next page: pageToken \"{result.NextPageToken}\".";

    private static string? Lost(ListDraftsResult result) => result.Unreadable is not { } lost
        ? null
        : "Not shown, because Gmail did not give them: "
            + string.Join("; ", lost.Select(draft => $"{draft.DraftId} ({draft.Error})"));

    private static DraftRecord ToRecord(string draftId, Message message)
    {
        var summary = MessageReader.Summarize(message);
        return new DraftRecord
        {
            DraftId = draftId,
            Revision = summary.MessageId,
            ThreadId = summary.ThreadId,
            To = ShownHeader.InList(summary.To),
            Subject = ShownHeader.InList(summary.Subject),
            Date = ShownHeader.InList(summary.Date),
            Snippet = summary.Snippet,
        };
    }
}

/// <summary>What list_drafts answers.</summary>
internal sealed record ListDraftsResult
{
    public required IReadOnlyList<DraftRecord> Drafts { get; init; }

    public string? NextPageToken { get; init; }

    [Description("Drafts that could not be fetched")]
    public IReadOnlyList<UnreadableDraft>? Unreadable { get; init; }
}

/// <summary>A draft that is there but could not be fetched.</summary>
internal sealed record UnreadableDraft
{
    public required string DraftId { get; init; }

    public required string Error { get; init; }
}

/// <summary>One draft of a list.</summary>
internal sealed record DraftRecord
{
    [Description("Pass to the other draft tools")]
    public required string DraftId { get; init; }

    [Description("Changes with every change of the draft; its messageId")]
    public required string Revision { get; init; }

    public required string ThreadId { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string Date { get; init; }

    public required string Snippet { get; init; }

    public DraftRecord Fenced(Fence fence) => this with
    {
        To = fence.Value(To),
        Subject = fence.Value(Subject),
        Date = fence.Value(Date),
        Snippet = fence.Value(Snippet),
    };
}
