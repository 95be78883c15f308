using System.ComponentModel;
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

    /// <summary>List drafts, newest first, without their text; get_draft opens one.</summary>
    /// <param name="query">Gmail search; empty = all</param>
    /// <param name="maxResults">1-100</param>
    [McpServerTool(Name = "list_drafts", Title = "List drafts", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(ListDraftsResult))]
    [GmailTool(Profile.Readonly, "users.drafts.list", "users.messages.get")]
    public async partial Task<CallToolResult> CallAsync(
        string? query = null, int maxResults = 20, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        if (maxResults is < 1 or > MostResults)
        {
            throw new ToolException($"maxResults must be 1 to {MostResults}; got {maxResults}. Pass nextPageToken as pageToken for more.");
        }

        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var page = await gmail.Drafts.ListAsync(query, maxResults, pageToken, cancellationToken: cancellationToken);
        var drafts = page.Drafts.Where(draft => draft is { Id: not null, Message.Id: not null }).ToList();
        var messages = await gmail.Messages.GetManyAsync(
            [.. drafts.Select(draft => draft.Message!.Id!)], MessageFormat.Metadata, Headers, Fields, cancellationToken); // just asked
        var byId = messages.Where(one => one.Value is not null).ToDictionary(one => one.Id, one => one.Value!); // just asked
        var result = new ListDraftsResult
        {
            // What is gone between the two requests was sent or deleted: it is no draft any more.
            Drafts = [.. drafts.Where(draft => byId.ContainsKey(draft.Message!.Id!)).Select(draft => // just asked
                ToRecord(draft.Id!, byId[draft.Message!.Id!]))],
            NextPageToken = page.NextPageToken,
        };
        return ToolResults.Of(
            Render(result, fence),
            result with { Drafts = [.. result.Drafts.Select(draft => draft.Fenced(fence))] },
            SendingToolsJson.Default.ListDraftsResult,
            result.NextPageToken is null ? null : $"There are more drafts. The next page: pageToken \"{result.NextPageToken}\".");
    }

    internal static string Render(ListDraftsResult result, Fence fence) => result.Drafts.Count == 0
        ? "There are no such drafts."
        : fence.Around(string.Join('\n', result.Drafts.Select(draft =>
            $"Draft ID: {draft.DraftId}\nTo: {draft.To}\nSubject: {draft.Subject}\nDate: {draft.Date}\n")));

    private static DraftRecord ToRecord(string draftId, Message message)
    {
        var summary = MessageReader.Summarize(message);
        return new DraftRecord
        {
            DraftId = draftId,
            Revision = summary.MessageId,
            ThreadId = summary.ThreadId,
            To = summary.To,
            Subject = summary.Subject,
            Date = summary.Date,
            Snippet = summary.Snippet,
        };
    }
}

/// <summary>What list_drafts answers.</summary>
internal sealed record ListDraftsResult
{
    public required IReadOnlyList<DraftRecord> Drafts { get; init; }

    public string? NextPageToken { get; init; }
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
