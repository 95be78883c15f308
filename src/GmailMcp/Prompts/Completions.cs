using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Resources;
using GmailMcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Prompts;

/// <summary>Answers completion/complete: labels by name, the newest ids of the inbox, the parts of a message. Ids and label names
/// only; nothing that a sender wrote.</summary>
internal static class Completions
{
    // The specification's ceiling.
    private const int MostValues = 100;

    // users.messages.list, 5 quota units, however many there are.
    private const int NewestIds = 20;

    private static readonly ResourceDefinition Labels = ResourceCatalog.Of(ResourceKind.Labels);

    private static readonly GmailToolAttribute Listing = new(Policy.Profile.Readonly, "users.messages.list");

    public static async ValueTask<CompleteResult> CompleteAsync(
        RequestContext<CompleteRequestParams> context, CancellationToken cancellationToken)
    {
        var services = context.Services!; // set for every request by the SDK
        if (context.Params is not { } request || FindWish(request) is not { } wish)
        {
            throw new McpProtocolException(
                "There is no such argument to complete. prompts/list and resources/templates/list show what there is.",
                McpErrorCode.InvalidParams);
        }

        var sets = services.GetRequiredService<ToolSets>();
        if (wish == Wish.Nothing || sets.WhyNot("completion", NeedsOf(wish)) is not null)
        {
            return Result([]);
        }

        var all = await services.GetRequiredService<ReadGate>().RunAsync(
            "what completes the argument",
            token => ValuesAsync(services, wish, request, token),
            cancellationToken);
        var start = request.Argument.Value ?? "";
        return Result([.. all.Where(value => value.StartsWith(start, StringComparison.OrdinalIgnoreCase))]);
    }

    private static Wish? FindWish(CompleteRequestParams request) => request.Ref switch
    {
        PromptReference named when PromptCatalog.Find(named.Name) is { } prompt
            && prompt.Arguments.Any(field => field.Name == request.Argument.Name) => request.Argument.Name switch
            {
                "label" => Wish.Label,
                "messageId" => Wish.MessageId,
                _ => Wish.Nothing,
            },
        ResourceTemplateReference named when ResourceCatalog.FindTemplate(named.Uri) is { } template =>
            (template.Kind, request.Argument.Name) switch
            {
                (ResourceKind.Thread, "id") => Wish.ThreadId,
                (ResourceKind.Message or ResourceKind.Attachment, "id") => Wish.MessageId,
                (ResourceKind.Attachment, "partId") => Wish.PartId,
                _ => null,
            },
        _ => null,
    };

    private static GmailToolAttribute NeedsOf(Wish wish) => wish switch
    {
        Wish.Label => Labels.Needs,
        Wish.PartId => ResourceCatalog.Of(ResourceKind.Attachment).Needs,
        _ => Listing,
    };

    private static async Task<IReadOnlyList<string>> ValuesAsync(
        IServiceProvider services, Wish wish, CompleteRequestParams request, CancellationToken cancellationToken)
    {
        if (wish == Wish.Label)
        {
            var labels = await services.GetRequiredService<LabelList>().LoadAsync(cancellationToken);
            return [.. labels.All.Select(label => label.Name ?? "").Order(StringComparer.OrdinalIgnoreCase)];
        }

        if (wish == Wish.PartId)
        {
            var fetch = services.GetRequiredService<MessageFetch>();
            return request.Context?.Arguments is { } known && known.TryGetValue("id", out var id) && ResourceAddress.IsId(id)
                ? [.. (await fetch.ReadAsync(id, cancellationToken)).Mail.Attachments.Select(part => part.PartId)]
                : [];
        }

        var gmail = await services.GetRequiredService<Mailboxes>().OpenAsync(cancellationToken);
        var page = await gmail.Messages.ListAsync(
            labelIds: ["INBOX"], maxResults: NewestIds, cancellationToken: cancellationToken);
        return [.. page.Messages.Select(message => (wish == Wish.ThreadId ? message.ThreadId : message.Id) ?? "").Distinct()];
    }

    private static CompleteResult Result(IReadOnlyList<string> values) => new()
    {
        Completion = new Completion
        {
            Values = [.. values.Take(MostValues)],
            Total = values.Count,
            HasMore = values.Count > MostValues,
        },
    };

    private enum Wish
    {
        Nothing,
        Label,
        MessageId,
        ThreadId,
        PartId,
    }
}
