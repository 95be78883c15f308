using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Deletes a draft.</summary>
internal sealed partial class DeleteDraft(Mailboxes mailboxes)
{
    /// <summary>Delete a draft for good; cannot be undone. update_draft changes it instead.</summary>
    [McpServerTool(Name = "delete_draft", Title = "Delete a draft", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(DeleteDraftResult))]
    [GmailTool(Profile.Draft, "users.drafts.get", "users.drafts.delete")]
    public async partial Task<CallToolResult> CallAsync(string draftId, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        try
        {
            await gmail.Drafts.DeleteAsync(draftId, cancellationToken);
        }
        catch (GmailException exception) when (exception.WasAmbiguous)
        {
            if (!await IsGoneAsync(gmail, draftId, cancellationToken))
            {
                throw; // the answer was lost and nothing was done
            }
        }

        var result = new DeleteDraftResult { DraftId = draftId };
        return ToolResults.Of($"Draft {draftId} deleted.", result, SendingToolsJson.Default.DeleteDraftResult);
    }

    private static async Task<bool> IsGoneAsync(GmailClient gmail, string draftId, CancellationToken cancellationToken)
    {
        try
        {
            await gmail.Drafts.GetAsync(draftId, MessageFormat.Minimal, cancellationToken: cancellationToken);
            return false;
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            return true;
        }
        catch (GmailException exception)
        {
            throw new ToolException(
                $"Gmail did not confirm that draft {draftId} is deleted, and did not show whether it is: "
                + $"{exception.Message.TrimEnd('.')}. Look with list_drafts.",
                exception);
        }
    }
}

/// <summary>What delete_draft answers.</summary>
internal sealed record DeleteDraftResult
{
    public required string DraftId { get; init; }
}
