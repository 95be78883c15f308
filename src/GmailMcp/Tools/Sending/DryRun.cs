using GmailMcp.Mail.Composing;
using GmailMcp.Outbox;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools.Sending;

/// <summary>What <c>dryRun</c> answers: the MIME that would leave, who would get it, and what the policy says. Nothing is sent and
/// no draft is made.</summary>
internal static class DryRun
{
    public static CallToolResult Answer(
        ComposedMessage composed, MailFacts facts, SendJudgement judgement, string policy, CancellationToken cancellationToken)
    {
        using var preview = new MimePreview();
        composed.WriteTo(preview, cancellationToken);
        return Answer(preview, facts, judgement, policy);
    }

    public static CallToolResult Answer(byte[] raw, MailFacts facts, SendJudgement judgement, string policy)
    {
        using var preview = new MimePreview();
        preview.Write(raw);
        return Answer(preview, facts, judgement, policy);
    }

    private static CallToolResult Answer(MimePreview preview, MailFacts facts, SendJudgement judgement, string policy)
    {
        var recipients = string.Join(", ", facts.Recipients.Select(person => person.Address));
        var (mime, sha256) = preview.Finish();
        var reason = $"Dry run: nothing was sent and no draft was made. {policy}";
        return ToolResults.Of(
            FormattableString.Invariant($"{reason}\nFrom: {facts.From?.Address ?? judgement.Account}\nRecipients: {recipients}\n")
                + FormattableString.Invariant($"MIME: {preview.SizeInBytes} bytes, SHA-256 {sha256}\n\n{mime}"),
            new SendResult { State = SendState.NotSent, Reason = reason, Mime = mime },
            SendingToolsJson.Default.SendResult);
    }
}
