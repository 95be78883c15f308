using System.Collections.Concurrent;
using Gmail;
using Gmail.Messages;
using GmailMcp.Mail;

namespace GmailMcp.Mailbox;

/// <summary>To whom the person wrote before: the addresses in To, Cc and Bcc of his sent mail. What was found is remembered; who
/// was not is looked for again each time.</summary>
internal sealed class Correspondents
{
    private const int MostRemembered = 20_000;
    private const int AtOnce = 10;

    // Gmail's search is loose, so its hits are read; a real correspondent is in the first of them.
    private const int HitsRead = 5;

    private const string Sent = "SENT";
    private static readonly string[] RecipientHeaders = ["To", "Cc", "Bcc"];

    private readonly ConcurrentDictionary<(string Owner, string Account, string Address), bool> _known = new();

    /// <summary>Those of the addresses that the person never wrote to. Stops looking soon after the first: then there may be
    /// more.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="owner">Whose call it is.</param>
    /// <param name="account">The mailbox's address.</param>
    /// <param name="addresses">As they stand in the mail.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>5 quota units for each address that is not remembered, and 20 for each hit that is read.</remarks>
    public async Task<IReadOnlyList<string>> FindNewAsync(
        GmailClient gmail, string owner, string account, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        var unknown = addresses.Where(address => !_known.ContainsKey((owner, account, CanonicalAddress.Of(address))));
        foreach (var some in unknown.DistinctBy(CanonicalAddress.Of).Chunk(AtOnce))
        {
            var found = await Task.WhenAll(some.Select(address => WasWrittenToAsync(gmail, address, cancellationToken)));
            foreach (var address in some.Where((_, i) => found[i]))
            {
                Remember((owner, account, CanonicalAddress.Of(address)));
            }

            if (found.Contains(false))
            {
                return [.. some.Where((_, i) => !found[i])];
            }
        }

        return [];
    }

    private static async Task<bool> WasWrittenToAsync(GmailClient gmail, string address, CancellationToken cancellationToken)
    {
        // The label and not in:sent: whatever stands in the address, only sent mail is found.
        var hits = await gmail.Messages.ListAsync(
            $"{{to:{address} cc:{address} bcc:{address}}}", [Sent], HitsRead, cancellationToken: cancellationToken);
        if (hits.Messages.Count == 0)
        {
            return false;
        }

        var canonical = CanonicalAddress.Of(address);
        var read = await gmail.Messages.GetManyAsync(
            [.. hits.Messages.Select(hit => hit.Id).OfType<string>()],
            MessageFormat.Metadata, RecipientHeaders, "id,labelIds,payload/headers", cancellationToken);
        return read.Any(hit => hit.Value is { } message
            && message.LabelIds?.Contains(Sent) == true
            && message.LabelIds?.Contains("DRAFT") != true
            && PeopleIn(message, RecipientHeaders).Contains(canonical));
    }

    /// <summary>The people in a thread: who wrote and who was written to, but not in drafts and spam. Canonical.</summary>
    /// <remarks>users.threads.get: 40 quota units.</remarks>
    public static async Task<IReadOnlySet<string>> InThreadAsync(
        GmailClient gmail, string threadId, CancellationToken cancellationToken)
    {
        string[] fields = ["From", "Reply-To", .. RecipientHeaders];
        var thread = await gmail.Threads.GetAsync(threadId, MessageFormat.Metadata, fields, cancellationToken: cancellationToken);
        return (thread.Messages ?? [])
            .Where(message => message.LabelIds?.Contains("DRAFT") != true && message.LabelIds?.Contains("SPAM") != true)
            .SelectMany(message => PeopleIn(message, fields))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> PeopleIn(Message message, IReadOnlyList<string> fields) =>
        (message.Payload?.Headers ?? [])
            .Where(header => fields.Contains(header.Name, StringComparer.OrdinalIgnoreCase))
            .SelectMany(header => AddressHeader.Parse(header.Value))
            .Select(person => CanonicalAddress.Of(person.Address));

    private void Remember((string Owner, string Account, string Address) person)
    {
        if (_known.Count >= MostRemembered)
        {
            _known.Clear(); // costs some searches again
        }

        _known[person] = true;
    }
}
