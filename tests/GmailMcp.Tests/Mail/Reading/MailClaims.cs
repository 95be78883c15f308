using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;
using GmailMcp.Mail.Reading.Provenance;
using Message = Gmail.Messages.Message;

namespace GmailMcp.Tests.Mail.Reading;

/// <summary>What holds of the reading of any mail at all; for mutated and fuzzed messages.</summary>
internal static class MailClaims
{
    /// <summary>What is wrong; null where nothing is. What the reading throws is not caught.</summary>
    public static string? Broken(byte[] raw) => PayloadOf(raw) is { } payload ? Broken(raw, payload) : null;

    /// <summary>What Gmail would send for a mail; null where it is none any more and Gmail would not have taken it.</summary>
    public static Message? PayloadOf(byte[] raw)
    {
        try
        {
            return PayloadTree.Of(raw);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static string? Broken(byte[] raw, Message payload)
    {
        var (mail, fetched) = CorpusReading.Read(payload, raw);
        return BrokenParts(payload, mail, fetched) ?? BrokenHeaders(payload, mail) ?? BrokenText(raw, mail);
    }

    private static string? BrokenParts(
        Message payload, ReadableMessage mail, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> fetched)
    {
        var lost = mail.Attachments.FirstOrDefault(file =>
            MessageReader.FindAttachment(payload, file.PartId, fetched) == AttachmentLookup.NotFound);
        if (lost is not null)
        {
            return $"lost {lost.PartId}";
        }

        return mail.BodyPartsToFetch.Count > 0 && mail.BodyPartsToFetch.All(part => fetched.ContainsKey(part.PartId))
            ? "asks again for what it was given"
            : null;
    }

    private static string? BrokenHeaders(Message payload, ReadableMessage mail)
    {
        var headers = mail.Headers;
        var summary = MessageReader.Summarize(payload);
        _ = SenderCheck.Of(payload, headers);
        var reply = ReplyHeaders.To(headers);
        if (HeaderText.FirstForbidden(reply.Subject) is not null)
        {
            return $"cannot be answered: {reply.Subject}";
        }

        string[] lines =
        [
            headers.Subject, headers.From, headers.To, headers.Cc, headers.Bcc, headers.ReplyTo, headers.Date,
            headers.MessageId ?? "", .. headers.References, .. headers.InReplyTo,
            summary.Subject, summary.From, summary.To, summary.Date,
            .. headers.FromAddresses.Select(address => address.ToString()),
            .. mail.Attachments.Select(attachment => attachment.FileName),
        ];
        return lines.Select(SeenText.FlawOfLine).FirstOrDefault(flaw => flaw is not null);
    }

    private static string? BrokenText(byte[] raw, ReadableMessage mail)
    {
        foreach (var includeQuoted in (ReadOnlySpan<bool>)[false, true])
        {
            var text = MailTextReader.Read(mail, includeQuoted).Text;
            if (text.Length > (20 * raw.Length) + 20_000)
            {
                return $"{text.Length} characters from {raw.Length} bytes";
            }

            if (SeenText.Flaw(text) is { } flaw)
            {
                return flaw;
            }
        }

        return null;
    }
}
