using Gmail;
using Gmail.Messages;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Mailbox;

/// <summary>A message with everything that its text needs.</summary>
/// <param name="Message">As Gmail sent it.</param>
/// <param name="Mail">As a person would read it.</param>
internal sealed record FetchedMessage(Message Message, ReadableMessage Mail);

/// <summary>Fetches messages for reading. Gmail leaves large texts out of a message; they are fetched like attachments.</summary>
internal static class MessageFetch
{
    // A part may hold others that are not there yet (a mail in a winmail.dat): each round fetches what the one before found.
    private const int MostRounds = 3;

    /// <remarks>users.messages.get, 20 quota units, and users.messages.attachments.get, 20, for each large text.</remarks>
    /// <exception cref="GmailException">There is no such message, or Gmail could not be reached.</exception>
    public static async Task<FetchedMessage> ReadAsync(GmailClient gmail, string messageId, CancellationToken cancellationToken)
    {
        var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Full, cancellationToken: cancellationToken);
        return await CompleteAsync(gmail, message, messageId, cancellationToken);
    }

    /// <summary>Reads a message that is here already, such as one of a thread.</summary>
    /// <remarks>users.messages.attachments.get, 20 quota units, for each large text.</remarks>
    /// <exception cref="GmailException">Gmail could not be reached.</exception>
    public static async Task<FetchedMessage> CompleteAsync(
        GmailClient gmail, Message message, string messageId, CancellationToken cancellationToken)
    {
        var mail = MessageReader.Read(message);
        var fetched = new Dictionary<string, ReadOnlyMemory<byte>>();
        for (var round = 0; round < MostRounds && mail.BodyPartsToFetch.Count > 0; round++)
        {
            foreach (var part in mail.BodyPartsToFetch.Where(part => !fetched.ContainsKey(part.PartId)))
            {
                fetched[part.PartId] = await gmail.Messages.GetAttachmentAsync(messageId, part.AttachmentId, cancellationToken);
            }

            mail = MessageReader.Read(message, fetched);
        }

        return new FetchedMessage(message, mail);
    }
}
