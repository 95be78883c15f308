using System.ComponentModel;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Messages;

/// <summary>Moves one message to Trash, or deletes it for good where the operator allows that.</summary>
internal sealed partial class DeleteEmail(Mailboxes mailboxes, ToolSets sets, Permission permission, Undoable undoable)
{
    /// <summary>Move one email to Trash (deleted for good, no undo, only if the server runs with --profile delete); archive with modify_email.</summary>
    [McpServerTool(Name = "delete_email", Title = "Delete an email", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(DeleteEmailResult))]
    [GmailTool(Profile.Triage, "users.getProfile", "users.messages.get", "users.messages.trash", "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(string messageId, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        await permission.RequireAsync(MessageChange.Delete(gmail, [messageId], sets.MayDeleteForGood), cancellationToken);
        UndoNote? undo = null;
        if (sets.MayDeleteForGood)
        {
            await gmail.Messages.DeleteAsync(messageId, cancellationToken);
        }
        else
        {
            undo = (await ChangedMessage.RunAsync(
                undoable,
                gmail,
                "delete_email",
                messageId,
                new LabelTrail(["TRASH"], []),
                () => gmail.Messages.TrashAsync(messageId, cancellationToken),
                cancellationToken)).Undo;
        }

        var result = new DeleteEmailResult { Id = messageId, Permanent = sets.MayDeleteForGood, UndoId = undo?.Id };
        return ToolResults.Of(
            $"Email {messageId} deleted successfully",
            result,
            MessageToolsJson.Default.DeleteEmailResult,
            sets.MayDeleteForGood ? null : TrashNote.Text,
            undo?.Text);
    }
}

/// <summary>What delete_email answers.</summary>
internal sealed record DeleteEmailResult
{
    public required string Id { get; init; }

    [Description("false: it is in Trash for 30 days")]
    public required bool Permanent { get; init; }

    [Description("Pass to undo")]
    public string? UndoId { get; init; }
}
