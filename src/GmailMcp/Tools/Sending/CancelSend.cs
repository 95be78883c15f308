using GmailMcp.Accounts;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Stops a mail that waits for its time.</summary>
internal sealed partial class CancelSend(Mailboxes mailboxes, Sender sender, CurrentCall call)
{
    /// <summary>Stop an email that send_email holds; it stays a draft. What has left cannot be called back.</summary>
    /// <param name="draftId">As send_email answered</param>
    [McpServerTool(Name = "cancel_send", Title = "Stop a held email", ReadOnly = false, Destructive = false, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(SendResult))]
    [GmailTool(Profile.Send, "users.getProfile")]
    public async partial Task<CallToolResult> CallAsync(string draftId, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var outcome = await sender.StopAsync(gmail, call.Caller.Owner ?? Owner.Local, draftId, cancellationToken)
            ?? throw new ToolException(
                $"No email is held as draft {draftId}, so nothing was stopped. It may have left: search_emails with in:sent.");
        var result = SendResult.Of(outcome);
        var answer = ToolResults.Of(Render(result), result, SendingToolsJson.Default.SendResult);
        answer.IsError = outcome.State == SendState.NotSent ? null : true;
        return answer;
    }

    internal static string Render(SendResult result) => result.State switch
    {
        SendState.NotSent => $"Stopped: the email was not sent and stays draft {result.DraftId}.",
        SendState.Sent => $"Error: Too late: the email was sent with ID: {result.MessageId}",
        _ => $"Error: Too late to stop it: {result.Reason} Look with search_emails in:sent.",
    };
}
