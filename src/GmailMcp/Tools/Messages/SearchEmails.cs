using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Messages;

/// <summary>Finds and lists messages.</summary>
internal sealed partial class SearchEmails(Mailboxes mailboxes, MessageFetch fetch, Fence fence)
{
    // Gmail's own ceiling of messages.list.
    private const int MostResults = 500;

    // So many are worth a wait for the quota units of the next minute; what is beyond goes to the next page.
    private const int WorthWaiting = 50;

    // What a hit shows; everything else of the message stays at Gmail.
    private static readonly string[] HitHeaders = ["Subject", "From", "To", "Date"];

    /// <summary>List emails matching a Gmail search, newest first, no bodies; read_email opens one.</summary>
    /// <param name="query">e.g. from:ann after:2026/01/31; empty = inbox</param>
    /// <param name="maxResults">1-500</param>
    /// <param name="pageToken">nextPageToken of the last answer</param>
    [McpServerTool(Name = "search_emails", Title = "Search emails", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SearchEmailsResult))]
    [GmailTool(Profile.Readonly, "users.messages.list", "users.messages.get")]
    public async partial Task<CallToolResult> CallAsync(
        string query, int maxResults = 10, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        var count = maxResults == 0 ? 10 : maxResults; // the old server's default also stood for 0
        if (count is < 1 or > MostResults)
        {
            throw new ToolException(
                $"maxResults must be 1 to {MostResults}; got {maxResults}. Pass nextPageToken as pageToken for more.");
        }

        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var isEmpty = string.IsNullOrWhiteSpace(query);
        var listed = ListAsync(count);
        await Task.WhenAll(listed, fetch.PrepareAsync(cancellationToken));
        var page = await listed;
        var most = await fetch.CountAtOnceAsync(Ids(page), HitHeaders, WorthWaiting, cancellationToken);
        page = most < page.Messages.Count ? await ListAsync(most) : page;
        var hits = await fetch.GetManyAsync(Ids(page), HitHeaders, cancellationToken);

        var result = new SearchEmailsResult
        {
            Query = isEmpty ? "in:inbox" : query,
            Matches = Count(page, pageToken),
            Messages = [.. hits.Where(hit => hit.Value is not null).Select(hit => ToHit(hit.Value!))],
            NextPageToken = page.NextPageToken,
            Unreadable = hits.Any(hit => hit.Value is null)
                ? [.. hits.Where(hit => hit.Value is null).Select(hit => new UnreadableHit { Id = hit.Id, Error = hit.Error!.Message })]
                : null,
        };
        var isCut = most < count && page.NextPageToken is not null;
        return ToolResults.Of(
            Render(result, query, fence), Fenced(result, fence), MessageToolsJson.Default.SearchEmailsResult,
            More(result, isCut), Lost(result));

        Task<MessageList> ListAsync(int size) => gmail.Messages.ListAsync(
            isEmpty ? null : query, isEmpty ? ["INBOX"] : null, size, pageToken, cancellationToken: cancellationToken);
    }

    private static List<string> Ids(MessageList page) =>
        [.. page.Messages.Select(message => message.Id!)]; // list always has ids: we ask for them

    internal static string Render(SearchEmailsResult result, string query, Fence fence)
    {
        if (result.Messages.Count > 0)
        {
            return fence.Around(string.Join('\n', result.Messages.Select(hit =>
                $"ID: {hit.Id}\nSubject: {hit.Subject}\nFrom: {hit.From}\nDate: {hit.Date}\n")));
        }

        if (result.Unreadable is { } lost)
        {
            return lost.Count == 1
                ? "1 email matches, but Gmail did not give it; search again."
                : $"{lost.Count} emails match, but Gmail gave none of them; search again.";
        }

        return string.IsNullOrWhiteSpace(query)
            ? "The inbox is empty."
            : $"No emails match: {query}\nSpam and Trash are searched only with in:anywhere, in:spam or in:trash.";
    }

    private static SearchEmailsResult Fenced(SearchEmailsResult result, Fence fence) => result with
    {
        Messages =
        [
            .. result.Messages.Select(hit => hit with
            {
                Subject = fence.Value(hit.Subject),
                From = fence.Value(hit.From),
                To = fence.Value(hit.To),
                Snippet = fence.Value(hit.Snippet),
            }),
        ],
    };

    private static string? More(SearchEmailsResult result, bool isCut) => result.NextPageToken is null
        ? null
        : $"Matches of {result.Query}: {result.Matches}. The next page: pageToken \"{result.NextPageToken}\"."
            + (isCut ? " This page is shorter than asked: more would have waited for Gmail's quota units of the next minute." : "");

    // Gmail's resultSizeEstimate is no count: only what was listed is known.
    private static string Count(MessageList page, string? pageToken) => (string.IsNullOrEmpty(pageToken), page.NextPageToken) switch
    {
        (true, null) => Number(page.Messages.Count),
        (true, _) => $"more than {Number(page.Messages.Count)}",
        (false, null) => $"{Number(page.Messages.Count)} on this page, the last",
        _ => $"{Number(page.Messages.Count)} on this page, more follow",
    };

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string? Lost(SearchEmailsResult result) => result.Unreadable is null
        ? null
        : $"Not shown, because Gmail did not give them: {string.Join("; ", result.Unreadable.Select(hit => $"{hit.Id} ({hit.Error})"))}";

    private static EmailHit ToHit(Message message)
    {
        var summary = MessageReader.Summarize(message);
        return new EmailHit
        {
            Id = summary.MessageId,
            ThreadId = summary.ThreadId,
            Subject = ShownHeader.InList(summary.Subject),
            From = ShownHeader.InList(summary.From),
            To = (message.LabelIds ?? []).Any(labelId => labelId is "SENT" or "DRAFT") ? ShownHeader.InList(summary.To) : null,
            Date = ShownHeader.InList(summary.Date),
            ReceivedAt = summary.InternalDate,
            Snippet = summary.Snippet,
            LabelIds = message.LabelIds ?? [],
        };
    }
}

/// <summary>What search_emails answers.</summary>
internal sealed record SearchEmailsResult
{
    [Description("As it ran")]
    public required string Query { get; init; }

    [Description("How many match; a lower bound while there are more pages")]
    public required string Matches { get; init; }

    [Description("Newest first")]
    public required IReadOnlyList<EmailHit> Messages { get; init; }

    [Description("Pass as pageToken; absent on the last page")]
    public string? NextPageToken { get; init; }

    [Description("Messages that match but could not be fetched")]
    public IReadOnlyList<UnreadableHit>? Unreadable { get; init; }
}

/// <summary>One message of a search.</summary>
internal sealed record EmailHit
{
    [Description("Pass as messageId to the other tools")]
    public required string Id { get; init; }

    public required string ThreadId { get; init; }

    public required string Subject { get; init; }

    public required string From { get; init; }

    [Description("Only of mail that the account wrote")]
    public string? To { get; init; }

    /// <summary>The Date header as its sender wrote it: the text shows it.</summary>
    [JsonIgnore]
    public string Date { get; init; } = "";

    public DateTimeOffset? ReceivedAt { get; init; }

    [Description("The beginning of the text")]
    public required string Snippet { get; init; }

    public required IReadOnlyList<string> LabelIds { get; init; }
}

/// <summary>A message that matched but could not be fetched.</summary>
internal sealed record UnreadableHit
{
    public required string Id { get; init; }

    public required string Error { get; init; }
}
