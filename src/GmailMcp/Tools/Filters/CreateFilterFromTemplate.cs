using System.Text.Json;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Filters;

/// <summary>Makes a filter from a template.</summary>
internal sealed partial class CreateFilterFromTemplate(
    Mailboxes mailboxes, LabelList labels, FilterPermission permission, Undoable undoable)
{
    /// <summary>Create a common filter from a template; create_filter for anything else.</summary>
    [McpServerTool(Name = "create_filter_from_template", Title = "Create a filter from a template", ReadOnly = false,
        Destructive = true, Idempotent = false, OpenWorld = false, UseStructuredContent = true,
        OutputSchemaType = typeof(CreateFilterFromTemplateResult))]
    [GmailTool(Profile.Full, "users.labels.list", "users.getProfile", "users.settings.filters.create")]
    public async partial Task<CallToolResult> CallAsync(
        FilterTemplate template, FilterTemplateParameters parameters, CancellationToken cancellationToken = default)
    {
        var (criteria, action) = Fill(template, parameters);
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var filter = FilterWire.ToResult(await FilterWire.CreateAsync(gmail, labels, permission, criteria, action, cancellationToken));
        var undo = await undoable.NoteAsync(
            "create_filter_from_template", new UndoStep { RemoveFilter = filter.Id }, cancellationToken);
        var result = new CreateFilterFromTemplateResult
        {
            Id = filter.Id,
            Template = template,
            Criteria = filter.Criteria,
            Action = filter.Action,
            UndoId = undo.Id,
        };
        var name = JsonNamingPolicy.CamelCase.ConvertName(template.ToString());
        return ToolResults.Of(
            $"Filter created from template '{name}':\nID: {result.Id}\nTemplate used: {name}",
            result,
            FilterToolsJson.Default.CreateFilterFromTemplateResult,
            Unused(template, name, parameters),
            undo.Text);
    }

    // A parameter without effect is said: else the caller believes that, for example, mail is archived.
    private static string? Unused(FilterTemplate template, string name, FilterTemplateParameters given)
    {
        var unused = Given(given).Except([.. UsedBy(template), "labelIds"]).ToList();
        return unused.Count == 0 ? null : $"Not used by {name}: {string.Join(", ", unused)}.";
    }

    private static IEnumerable<string> Given(FilterTemplateParameters given) =>
        new (string Name, bool IsGiven)[]
        {
            ("senderEmail", given.SenderEmail is not null),
            ("subjectText", given.SubjectText is not null),
            ("searchText", given.SearchText is not null),
            ("listIdentifier", given.ListIdentifier is not null),
            ("sizeInBytes", given.SizeInBytes is not null),
            ("archive", given.Archive is not null),
            ("markAsRead", given.MarkAsRead is not null),
            ("markImportant", given.MarkImportant is not null),
        }
        .Where(parameter => parameter.IsGiven)
        .Select(parameter => parameter.Name);

    private static string[] UsedBy(FilterTemplate template) => template switch
    {
        FilterTemplate.FromSender => ["senderEmail", "archive"],
        FilterTemplate.WithSubject => ["subjectText", "markAsRead"],
        FilterTemplate.LargeEmails => ["sizeInBytes"],
        FilterTemplate.ContainingText => ["searchText", "markImportant"],
        FilterTemplate.MailingList => ["listIdentifier", "archive"],
        _ => [],
    };

    // What each template does and its defaults are those of the old server.
    internal static (FilterCriteriaArgument Criteria, FilterActionArgument Action) Fill(
        FilterTemplate template, FilterTemplateParameters given) => template switch
        {
            FilterTemplate.FromSender => (
                new() { From = Need(given.SenderEmail, "senderEmail", "fromSender") },
                Action(given, archives: given.Archive ?? false)),
            FilterTemplate.WithSubject => (
                new() { Subject = Need(given.SubjectText, "subjectText", "withSubject") },
                Action(given, marksRead: given.MarkAsRead ?? false)),
            FilterTemplate.WithAttachments => (new() { HasAttachment = true }, Action(given)),
            FilterTemplate.LargeEmails => (
                new()
                {
                    Size = given.SizeInBytes is { } size and not 0 ? size : throw Missing("sizeInBytes", "largeEmails"),
                    SizeComparison = SizeComparison.Larger,
                },
                Action(given)),
            FilterTemplate.ContainingText => (
                new() { Query = $"\"{Need(Unquoted(given.SearchText), "searchText", "containingText")}\"" },
                Action(given, isImportant: given.MarkImportant ?? false)),
            FilterTemplate.MailingList => (
                new() { Query = ListQuery(Need(Unquoted(given.ListIdentifier), "listIdentifier", "mailingList")) },
                Action(given, archives: given.Archive ?? true)),
            _ => throw new ToolException($"Unknown template {template}."),
        };

    private static string ListQuery(string list) => $"list:{list} OR subject:[{list}]";

    private static FilterActionArgument Action(
        FilterTemplateParameters given, bool archives = false, bool marksRead = false, bool isImportant = false) => new()
        {
            AddLabelIds = [.. given.LabelIds ?? [], .. isImportant ? ["IMPORTANT"] : Array.Empty<string>()],
            RemoveLabelIds = [.. archives ? ["INBOX"] : Array.Empty<string>(), .. marksRead ? ["UNREAD"] : Array.Empty<string>()],
        };

    private static string Need(string? value, string name, string template) =>
        string.IsNullOrWhiteSpace(value) ? throw Missing(name, template) : value;

    private static ToolException Missing(string name, string template) => new($"{name} is required for {template} template");

    // A quote in the text would end the quoted phrase and begin search syntax of its own.
    private static string? Unquoted(string? text) => text?.Replace("\"", "", StringComparison.Ordinal);
}
