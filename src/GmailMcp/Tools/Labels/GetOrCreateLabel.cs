using System.ComponentModel;
using Gmail;
using Gmail.Labels;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Labels;

/// <summary>Finds a label by name, or makes it.</summary>
internal sealed partial class GetOrCreateLabel(Mailboxes mailboxes, LabelList labels, Undoable undoable)
{
    /// <summary>Find a label by name, create it if missing; create_label insists on a new one.</summary>
    [McpServerTool(Name = "get_or_create_label", Title = "Get or create a label", ReadOnly = false, Destructive = false,
        Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(GetOrCreateLabelResult))]
    [GmailTool(Profile.Triage, "users.labels.list", "users.labels.create")]
    public async partial Task<CallToolResult> CallAsync(
        string name,
        MessageListVisibility? messageListVisibility = null,
        LabelListVisibility? labelListVisibility = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var label = FindByName(await labels.LoadNewAsync(cancellationToken), name);
        var isNew = false;
        if (label is null)
        {
            (label, isNew) = await CreateAsync(
                gmail,
                name,
                messageListVisibility ?? MessageListVisibility.Show,
                labelListVisibility ?? LabelListVisibility.LabelShow,
                cancellationToken);
        }

        var undo = isNew
            ? await undoable.NoteAsync("get_or_create_label", new UndoStep { RemoveLabel = label.Id }, cancellationToken)
            : null;
        var shown = LabelWire.ToResult(label);
        var result = new GetOrCreateLabelResult
        {
            Id = shown.Id,
            Name = shown.Name,
            Type = shown.Type,
            Created = isNew,
            UndoId = undo?.Id,
        };
        return ToolResults.Of(
            $"Successfully {(isNew ? "created new" : "found existing")} label:\n{LabelWire.Render(shown)}",
            result,
            LabelToolsJson.Default.GetOrCreateLabelResult,
            undo?.Text);
    }

    private static Label? FindByName(LabelNames names, string name) =>
        names.All.FirstOrDefault(label => string.Equals(label.Name, name, StringComparison.OrdinalIgnoreCase));

    private async Task<(Label Label, bool IsNew)> CreateAsync(
        GmailClient gmail,
        string name,
        MessageListVisibility messageListVisibility,
        LabelListVisibility labelListVisibility,
        CancellationToken cancellationToken)
    {
        try
        {
            return (await LabelWire.CreateAsync(
                gmail, labels, name, messageListVisibility, labelListVisibility, cancellationToken), true);
        }
        catch (ToolException exception) when (exception.InnerException is GmailException { Kind: GmailErrorKind.Conflict })
        {
            // Somebody else made it between our list and our create.
            var theirs = FindByName(await labels.LoadNewAsync(cancellationToken), name)
                ?? throw new ToolException($"{exception.Message} It is hidden from the list; look in Gmail's settings.", exception);
            return (theirs, false);
        }
    }
}

/// <summary>What get_or_create_label answers.</summary>
internal sealed record GetOrCreateLabelResult
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    [Description("system or user")]
    public required string Type { get; init; }

    [Description("false: it was there before")]
    public required bool Created { get; init; }

    [Description("Pass to undo")]
    public string? UndoId { get; init; }
}
