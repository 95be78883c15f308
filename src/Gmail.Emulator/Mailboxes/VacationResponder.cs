using System.Text;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;
using MimeKit;

namespace Gmail.Emulator.Mailboxes;

/// <summary>The automatic answer to mail that arrives.</summary>
internal sealed class VacationResponder(EmulatedMailbox mailbox, TimeProvider time)
{
    /// <summary>"… Gmail will send another response to the same person after four days" (Gmail help, vacation
    /// reply).</summary>
    private static readonly TimeSpan AnswersAgainAfter = TimeSpan.FromDays(4);

    private readonly Dictionary<string, DateTimeOffset> _answered = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The answer and who gets it; null when this mail gets none.</summary>
    public (string Recipient, byte[] Raw)? Answer(EmulatedMessage message)
    {
        var settings = mailbox.Settings.Vacation;
        var now = time.GetUtcNow();
        var nowInMilliseconds = now.ToUnixTimeMilliseconds();
        var sender = message.Mime.From.Mailboxes.FirstOrDefault()?.Address;
        if (settings.Flag("enableAutoReply") != true
            || sender is null
            || nowInMilliseconds < (settings.Number("startTime") ?? long.MinValue)
            || nowInMilliseconds >= (settings.Number("endTime") ?? long.MaxValue)
            || !MayAnswer(message, sender)
            || (_answered.TryGetValue(sender, out var last) && now - last < AnswersAgainAfter))
        {
            return null;
        }

        if (settings.Flag("restrictToContacts") == true && !mailbox.HasWrittenTo(sender))
        {
            return null;
        }

        if (settings.Flag("restrictToDomain") == true && Domain(sender) != Domain(mailbox.EmailAddress))
        {
            return null;
        }

        _answered[sender] = now;
        return (sender, Compose(message, sender, now));
    }

    // Mailing lists, other robots and spam get no answer (Gmail help; RFC 3834 §2).
    private static bool MayAnswer(EmulatedMessage message, string sender)
    {
        var headers = message.Mime.Headers;
        var automatic = headers["Auto-Submitted"] is { } value
            && !value.Equals("no", StringComparison.OrdinalIgnoreCase);
        var local = sender.Split('@')[0];
        return !automatic
            && !message.LabelIds.Contains("SPAM")
            && !headers.Contains("List-Id")
            && !headers.Contains("List-Unsubscribe")
            && headers["Precedence"] is not ("bulk" or "list" or "junk")
            && !local.Equals("mailer-daemon", StringComparison.OrdinalIgnoreCase)
            && !local.Replace("-", "", StringComparison.Ordinal)
                .StartsWith("noreply", StringComparison.OrdinalIgnoreCase);
    }

    private byte[] Compose(EmulatedMessage message, string recipient, DateTimeOffset now)
    {
        var settings = mailbox.Settings.Vacation;
        var prefix = settings.Text("responseSubject") is { Length: > 0 } subject ? subject : "Re:";
        var html = settings.Text("responseBodyHtml");
        var reply = new MimeMessage
        {
            Subject = $"{prefix} {message.Mime.Subject}".Trim(),
            Date = now,
            MessageId = mailbox.NewRfcMessageId(),
            Body = html is { Length: > 0 }
                ? new TextPart("html") { Text = html }
                : new TextPart("plain") { Text = settings.Text("responseBodyPlainText") ?? "" },
        };
        reply.From.Add(new MailboxAddress(mailbox.DisplayName, mailbox.EmailAddress));
        reply.To.Add(new MailboxAddress(Encoding.UTF8, "", recipient));
        reply.Headers.Add("Auto-Submitted", "auto-replied");
        if (message.Mime.MessageId is { Length: > 0 } parent)
        {
            reply.InReplyTo = parent;
            reply.References.Add(parent);
        }

        return MimeText.ToBytes(reply);
    }

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
}
