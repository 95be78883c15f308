using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Outbox;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools.Sending;

/// <summary>The one way out: every tool that sends a mail of its own ends here, and its answer is made here.</summary>
internal sealed class Dispatch(Sender sender, CurrentCall call)
{
    private const string ReplayNote = "It was sent before and not again: this is the answer to the first call (replayed). "
        + "To send the same mail twice on purpose, give an idempotencyKey that was not used.";

    /// <summary>Sends the mail once and answers what became of it.</summary>
    /// <param name="gmail">The mailbox it leaves from.</param>
    /// <param name="mail">The mail, composed.</param>
    /// <param name="toolName">The tool that asks, for what to do next.</param>
    /// <param name="cancellationToken">Obeyed until the send leaves.</param>
    public async Task<CallToolResult> SendAsync(
        GmailClient gmail, NewMail mail, string toolName, CancellationToken cancellationToken)
    {
        if (!mail.Composed.Recipients.Any())
        {
            throw new ToolException("The email has no recipient, so it was not sent. Give an address in to, cc or bcc.");
        }

        var outcome = await sender.SendAsync(
            new SendRequest
            {
                Gmail = gmail,
                Owner = call.Caller.Owner ?? Owner.Local,
                Digests = mail.Composed.Digests,
                Mime = mail.Content,
                ThreadId = mail.ThreadId,
                IdempotencyKey = mail.IdempotencyKey,
            },
            cancellationToken);
        return Answer(SendResult.Of(outcome), toolName, outcome.IsReplayed && outcome.State == SendState.Sent ? ReplayNote : null, mail.Note);
    }

    private static CallToolResult Answer(SendResult result, string toolName, params IEnumerable<string?> notes)
    {
        var answer = ToolResults.Of(Render(result, toolName), result, SendingToolsJson.Default.SendResult, notes);
        answer.IsError = result.State == SendState.Sent ? null : true;
        return answer;
    }

    internal static string Render(SendResult result, string toolName) => result.State switch
    {
        SendState.Sent => $"Email sent successfully with ID: {result.MessageId}",
        SendState.NotSent => $"Error: The email was not sent (not_sent): {result.Reason} It is kept as draft {result.DraftId}; "
            + $"calling {toolName} again with the same arguments sends that draft and makes no second one; so can the person in Gmail.",
        _ => $"Error: It is not known whether the email was sent (unknown): {result.Reason} Do not send it again before looking: "
            + $"search_emails with in:sent. Calling {toolName} again with the same arguments looks again and sends no second copy; "
            + "a new idempotencyKey would.",
    };
}
