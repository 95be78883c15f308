using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using MimeKit;

namespace Gmail.Emulator.Mailboxes;

/// <summary>A filter: criteria that must all hold, and what is done with mail that arrives.</summary>
internal sealed class MailFilter(string filterId, JsonObject criteria, JsonObject action)
{
    public string Id => filterId;

    public IReadOnlyList<string> AddLabelIds => action.List("addLabelIds");

    public IReadOnlyList<string> RemoveLabelIds => action.List("removeLabelIds");

    public string? Forward => action.Text("forward");

    public JsonObject ToJson() => new()
    {
        ["id"] = filterId,
        ["criteria"] = criteria.DeepClone(),
        ["action"] = action.DeepClone(),
    };

    public bool IsSameAs(JsonObject otherCriteria, JsonObject otherAction) =>
        JsonNode.DeepEquals(criteria, otherCriteria) && JsonNode.DeepEquals(action, otherAction);

    /// <summary>Filters act on the message that arrives, not on its thread.</summary>
    public bool Matches(EmulatedMessage message, Func<string, EmulatedMessage, bool> matchesQuery)
    {
        var mime = message.Mime;
        return Holds(criteria.Text("from"), text => AnyAddress([.. mime.From, .. Sender(mime)], text))
            && Holds(criteria.Text("to"), text => AnyAddress([.. mime.To, .. mime.Cc, .. mime.Bcc], text))
            && Holds(criteria.Text("subject"), text => Contains(Collapse(mime.Subject), Collapse(text)))
            && Holds(criteria.Text("query"), text => matchesQuery(text, message))
            && Holds(criteria.Text("negatedQuery"), text => !matchesQuery(text, message))
            && (criteria.Flag("hasAttachment") != true || HasAttachment(mime))
            && SizeHolds(message);
    }

    private bool SizeHolds(EmulatedMessage message) => criteria.Number("size") is not { } size
        || (criteria.Text("sizeComparison") == "smaller" ? message.Raw.Length < size : message.Raw.Length > size);

    private static bool Holds(string? criterion, Func<string, bool> test) =>
        string.IsNullOrWhiteSpace(criterion) || test(criterion);

    // "The sender's display name or email address"; alternatives are written as in the search box: a OR b.
    private static bool AnyAddress(IReadOnlyList<InternetAddress> addresses, string criterion)
    {
        var words = criterion.Split(
            [" OR ", "|", "{", "}", "(", ")"],
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var mailboxes = addresses.SelectMany(address => address is GroupAddress group
            ? group.Members.Mailboxes
            : address is MailboxAddress mailbox ? [mailbox] : []).ToList();
        return words.Any(word => mailboxes.Any(mailbox =>
            Contains(mailbox.Address ?? "", word.Trim('"')) || Contains(mailbox.Name ?? "", word.Trim('"'))));
    }

    private static IEnumerable<InternetAddress> Sender(MimeMessage mime) => mime.Sender is { } sender ? [sender] : [];

    private static bool HasAttachment(MimeMessage mime) =>
        mime.BodyParts.Any(part => part.IsAttachment || part is MimePart { FileName.Length: > 0 });

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Collapse(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
