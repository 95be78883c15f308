using System.Buffers;
using Gmail;
using Gmail.Messages;
using GmailMcp.Mail;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Mailbox;

/// <summary>The people that a mail's headers name, for an answer to reach them.</summary>
/// <remarks>Gmail gives names decoded: one that holds a comma, an angle bracket or a parenthesis reads like another address, or like
/// none. In the raw form a name is still encoded and cannot.</remarks>
internal static class NamedPeople
{
    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>[]:;@\\,\"");

    /// <summary>The headers with the addresses as their raw form has them, where the decoded form leaves any doubt.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="headers">Its headers as Gmail decoded them.</param>
    /// <param name="withRecipients">Whether those it went to matter too, or only those it came from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>users.messages.get, 20 quota units, unless each header names one person plainly.</remarks>
    public static async Task<ReadableHeaders> ReadAsync(
        GmailClient gmail, string messageId, ReadableHeaders headers, bool withRecipients, CancellationToken cancellationToken)
    {
        if (IsPlain(headers.From, headers.FromAddresses) && IsPlain(headers.ReplyTo, headers.ReplyToAddresses)
            && (!withRecipients || (IsPlain(headers.To, headers.ToAddresses) && IsPlain(headers.Cc, headers.CcAddresses))))
        {
            return headers;
        }

        var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Raw, fields: "raw", cancellationToken: cancellationToken);
        return HeaderReader.ReadRaw(LenientBase64.Decode(message.Raw)) is { } raw
            ? headers with
            {
                From = raw.From,
                To = raw.To,
                Cc = raw.Cc,
                ReplyTo = raw.ReplyTo,
                FromAddresses = raw.FromAddresses,
                ToAddresses = raw.ToAddresses,
                CcAddresses = raw.CcAddresses,
                ReplyToAddresses = raw.ReplyToAddresses,
            }
            : headers;
    }

    // Two people are never plain: "Ann <a@example.org>, Bob" may be the name of one.
    private static bool IsPlain(string text, IReadOnlyList<MailAddress> people) => text.Length == 0
        || (people is [var one] && one.ToString() == text && !one.Name.AsSpan().ContainsAny(Specials));
}
