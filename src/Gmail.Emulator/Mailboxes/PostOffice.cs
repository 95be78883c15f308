using System.Globalization;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;
using Gmail.Emulator.Search;
using MimeKit;

namespace Gmail.Emulator.Mailboxes;

/// <summary>Takes mail out of one mailbox and into others.</summary>
internal sealed class PostOffice(EmulatedGmail gmail)
{
    /// <summary>500 recipients a message through the API (Gmail help 166852).</summary>
    private const int MostRecipients = 500;

    private readonly List<RelayedMail> _relayed = [];

    public IReadOnlyList<RelayedMail> Relayed => _relayed;

    /// <summary>Sends as Gmail does: From forced, a Message-ID of its own, Bcc only in the sender's copy.</summary>
    public EmulatedMessage Send(EmulatedMailbox sender, byte[] raw, string? threadId)
    {
        var mail = RawMessage.Read(raw);
        mail.ReadHeaderBytesAsLatin1();
        var recipients = Recipients(mail);
        ForceFrom(mail, sender);
        var now = gmail.Options.TimeProvider.GetUtcNow();
        if (!mail.Has("Date"))
        {
            mail.Set("Date", now.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));
        }

        mail.Set("Message-ID", $"<{sender.NewRfcMessageId()}>");
        if (!mail.Has("MIME-Version"))
        {
            mail.Set("MIME-Version", "1.0");
        }

        var stored = mail.ToBytes();
        var sent = sender.Store(stored, RawMessage.Parse(stored), ["SENT"], now, threadId);
        mail.Remove("Bcc");
        Distribute(sender, sent, mail.ToBytes(), recipients, now);
        return sent;
    }

    /// <summary>A message reaches a mailbox: threads, filters, forwarding, vacation reply.</summary>
    public EmulatedMessage Arrive(EmulatedMailbox mailbox, byte[] raw, DateTimeOffset? receivedAt)
    {
        var mime = RawMessage.Parse(raw);
        var labelIds = Sorted(mailbox, raw, mime, ["INBOX", "UNREAD"]);
        var message = mailbox.Store(raw, mime, labelIds, receivedAt, mailbox.JoinedThread(mime));
        Forward(mailbox, message);
        if (mailbox.Vacation.Answer(message) is { } reply)
        {
            Hand(mailbox, reply.Raw, [reply.Recipient], gmail.Options.TimeProvider.GetUtcNow());
        }

        return message;
    }

    private void Distribute(
        EmulatedMailbox sender, EmulatedMessage sent, byte[] raw, IReadOnlyList<string> recipients, DateTimeOffset now)
    {
        var others = new List<string>();
        foreach (var recipient in recipients)
        {
            if (gmail.FindAccount(recipient) != sender)
            {
                others.Add(recipient);
                continue;
            }

            // Mail to oneself is one message that is both sent and received.
            sender.ChangeLabels(sent, Sorted(sender, raw, sent.Mime, ["INBOX", "UNREAD"]), []);
        }

        Hand(sender, raw, others, now);
    }

    /// <summary>Puts copies into emulated accounts; the rest leaves and is only noted.</summary>
    private void Hand(EmulatedMailbox sender, byte[] raw, IReadOnlyList<string> recipients, DateTimeOffset now)
    {
        var outside = new List<string>();
        var seen = new HashSet<EmulatedMailbox>();
        foreach (var recipient in recipients)
        {
            if (gmail.FindAccount(recipient) is not { } mailbox)
            {
                outside.Add(recipient);
            }
            else if (seen.Add(mailbox))
            {
                Arrive(mailbox, Traced(raw, sender.EmailAddress, recipient, now), now);
            }
        }

        if (outside.Count > 0)
        {
            _relayed.Add(new RelayedMail(sender.EmailAddress, outside, raw));
        }
    }

    // Trace fields of final delivery: RFC 5321 §4.4; Delivered-To is Gmail's.
    private static byte[] Traced(byte[] raw, string sender, string recipient, DateTimeOffset now)
    {
        var mail = RawMessage.Read(raw);
        var date = now.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        mail.Prepend("Return-Path", $"<{sender}>");
        mail.Prepend("Received", $"by mx.google.com with SMTPS for <{recipient}>; {date}");
        mail.Prepend("Delivered-To", recipient);
        return mail.ToBytes();
    }

    private static List<string> Recipients(RawMessage mail)
    {
        var recipients = new List<string>();
        foreach (var field in (string[])["To", "Cc", "Bcc"])
        {
            var addresses = mail.Addresses(field) ?? throw GmailApiException.Invalid($"Invalid {field} header");
            foreach (var address in addresses)
            {
                if (address.Address.IndexOf('@', StringComparison.Ordinal) is not > 0 || address.Address.EndsWith('@'))
                {
                    throw GmailApiException.Invalid($"Invalid {field} header");
                }

                recipients.Add(address.Address);
            }
        }

        var distinct = recipients.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.Count switch
        {
            0 => throw GmailApiException.Invalid("Recipient address required"),
            > MostRecipients => throw GmailApiException.Invalid("Too many recipients"),
            _ => distinct,
        };
    }

    /// <summary>From is the account or one of its verified aliases, whatever the client wrote.</summary>
    private static void ForceFrom(RawMessage mail, EmulatedMailbox sender)
    {
        if (mail.Addresses("From") is [var claimed, ..]
            && sender.Settings.FindSendAs(claimed.Address) is { IsVerified: true })
        {
            return;
        }

        var usual = sender.Settings.SendAs.Find(address => address.IsDefault);
        var from = new MailboxAddress(
            usual?.DisplayName is { Length: > 0 } name ? name : sender.DisplayName,
            usual?.Email ?? sender.EmailAddress);
        mail.Set("From", from.ToString(encode: true));
    }

    /// <summary>The labels that arriving mail gets once every filter has had its say.</summary>
    private static HashSet<string> Sorted(
        EmulatedMailbox mailbox, byte[] raw, MimeMessage mime, HashSet<string> labelIds)
    {
        foreach (var filter in Matching(mailbox, raw, mime, labelIds))
        {
            labelIds.UnionWith(filter.AddLabelIds.Where(labelId => mailbox.LabelStore.Find(labelId) is not null));
            labelIds.ExceptWith(filter.RemoveLabelIds);
            if (filter.AddLabelIds.Contains("TRASH"))
            {
                labelIds.Remove("INBOX");
            }
        }

        return labelIds;
    }

    private void Forward(EmulatedMailbox mailbox, EmulatedMessage message)
    {
        foreach (var filter in Matching(mailbox, message.Raw, message.Mime, message.LabelIds))
        {
            // A message that was forwarded from here already does not go round again.
            if (filter.Forward is not { Length: > 0 } forward
                || !mailbox.Settings.IsVerifiedForwardingAddress(forward)
                || message.Mime.Headers["X-Forwarded-For"] is { } past
                    && past.Contains(mailbox.EmailAddress, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var mail = RawMessage.Read(message.Raw);
            mail.Prepend("X-Forwarded-For", $"{mailbox.EmailAddress} {forward}");
            mail.Prepend("X-Forwarded-To", forward);
            Hand(mailbox, mail.ToBytes(), [forward], gmail.Options.TimeProvider.GetUtcNow());
        }
    }

    private static List<MailFilter> Matching(
        EmulatedMailbox mailbox, byte[] raw, MimeMessage mime, HashSet<string> labelIds)
    {
        if (mailbox.Filters.All.Count == 0)
        {
            return [];
        }

        var probe = new EmulatedMessage
        {
            Id = "0000000000000000",
            ThreadId = "0000000000000000",
            Raw = raw,
            Mime = mime,
            InternalDate = default,
            LabelIds = [.. labelIds],
        };
        return
        [
            .. mailbox.Filters.All.Where(filter => filter.Matches(probe, (query, message) =>
                SearchQuery.Parse(query).Matches(message, mailbox.SearchContext))),
        ];
    }
}
