using Gmail;
using GmailMcp.Outbox;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools.Sending;

/// <summary>The one way out: every tool that sends a mail of its own ends here, and its answer is made here.</summary>
internal sealed class Dispatch(Sender sender, SendPermission permission)
{
    /// <summary>Sends the mail once and answers what became of it.</summary>
    /// <param name="gmail">The mailbox it leaves from.</param>
    /// <param name="mail">The mail, composed.</param>
    /// <param name="toolName">The tool that asks, for what to do next.</param>
    /// <param name="isDryRun">Only says what would leave and what the policy says to it.</param>
    /// <param name="cancellationToken">Obeyed until the send leaves.</param>
    public async Task<CallToolResult> SendAsync(
        GmailClient gmail, NewMail mail, string toolName, bool isDryRun, CancellationToken cancellationToken)
    {
        if (!mail.Composed.Recipients.Any())
        {
            throw new ToolException("The email has no recipient, so it was not sent. Give an address in to, cc or bcc.");
        }

        if (await permission.FindAnswerAsync(gmail, mail, isDryRun, cancellationToken) is { } answer)
        {
            return answer;
        }

        var outcome = await sender.SendAsync(gmail, mail.Content, mail.ThreadId, cancellationToken);
        return Answer(SendResult.Of(outcome), toolName, mail.Note);
    }

    private static CallToolResult Answer(SendResult result, string toolName, string? note)
    {
        var answer = ToolResults.Of(Render(result, toolName), result, SendingToolsJson.Default.SendResult, note);
        answer.IsError = result.State == SendState.Sent ? null : true;
        return answer;
    }

    internal static string Render(SendResult result, string toolName) => result.State switch
    {
        SendState.Sent => $"Email sent successfully with ID: {result.MessageId}",
        SendState.NotSent when result.DraftId is null => $"Error: The email was not sent (not_sent): {result.Reason} "
            + $"A draft of it may be in Gmail: look with search_emails in:draft. Then call {toolName} again.",
        SendState.NotSent => $"Error: The email was not sent (not_sent): {result.Reason} It is kept as draft {result.DraftId}; "
            + $"the person can send that in Gmail. Calling {toolName} again makes another one.",
        _ => $"Error: It is not known whether the email was sent (unknown): {result.Reason} Do not send it again before looking: "
            + "search_emails with in:sent.",
    };
}
