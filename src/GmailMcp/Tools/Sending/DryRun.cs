using GmailMcp.Mail.Composing;
using GmailMcp.Outbox;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools.Sending;

/// <summary>What <c>dryRun</c> answers: the MIME that would leave, who would get it, and what the policy says. Nothing is sent and
/// no draft is made.</summary>
internal static class DryRun
{
    /// <param name="composed">The mail.</param>
    /// <param name="facts">What its MIME says.</param>
    /// <param name="judgement">What the operator's rules say of it.</param>
    /// <param name="policy">The same in words.</param>
    /// <param name="fence">Stands around the MIME where others wrote some of it; null where all of it is the caller's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static CallToolResult Answer(
        ComposedMessage composed, MailFacts facts, SendJudgement judgement, string policy, Fence? fence, CancellationToken cancellationToken)
    {
        using var preview = new MimePreview();
        composed.WriteTo(preview, cancellationToken);
        return Answer(preview, facts, judgement, policy, fence);
    }

    /// <summary>For a draft: whoever wrote it, the person or an answer's quotation, it is not the caller's.</summary>
    public static CallToolResult Answer(byte[] raw, MailFacts facts, SendJudgement judgement, string policy, Fence fence)
    {
        using var preview = new MimePreview();
        preview.Write(raw);
        return Answer(preview, facts, judgement, policy, fence);
    }

    private static CallToolResult Answer(MimePreview preview, MailFacts facts, SendJudgement judgement, string policy, Fence? fence)
    {
        var recipients = string.Join(", ", facts.Recipients.Select(person => person.Address));
        var (mime, sha256) = preview.Finish();
        var reason = $"Dry run: nothing was sent and no draft was made. {policy}";
        return ToolResults.Of(
            FormattableString.Invariant($"{reason}\nFrom: {facts.From?.Address ?? judgement.Account}\nRecipients: {recipients}\n")
                + FormattableString.Invariant($"MIME: {preview.SizeInBytes} bytes, SHA-256 {sha256}\n\n{fence?.Around(mime) ?? mime}"),
            new SendResult { State = SendState.NotSent, Reason = reason, Mime = fence?.Value(mime) ?? mime },
            SendingToolsJson.Default.SendResult);
    }
}
