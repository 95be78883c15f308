using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Sends a draft.</summary>
internal sealed partial class SendDraft(Mailboxes mailboxes, Dispatch dispatch)
{
    /// <summary>Send a draft as it is now; get_draft shows it. Cannot be undone.</summary>
    [McpServerTool(Name = "send_draft", Title = "Send a draft", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SendResult))]
    [GmailTool(Profile.Send, "users.getProfile", "users.messages.get", "users.drafts.get", "users.drafts.list", "users.drafts.send",
        "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        string draftId, string? idempotencyKey = null, int? hold = null, bool dryRun = false,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        return await dispatch.SendDraftAsync(gmail, draftId, new SendOptions("send_draft", idempotencyKey, hold, dryRun), cancellationToken);
    }
}
