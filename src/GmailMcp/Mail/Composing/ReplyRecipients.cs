using GmailMcp.Mail.Reading;

namespace GmailMcp.Mail.Composing;

/// <summary>Who gets an answer.</summary>
/// <param name="To">Whom it is for.</param>
/// <param name="Cc">Who else reads it.</param>
/// <param name="LeftOut">What the mail answered names and no mail can be sent to.</param>
/// <param name="IsToOwn">Whether the mail answered is the answerer's own.</param>
internal sealed record ReplyRecipients(
    IReadOnlyList<MailAddress> To, IReadOnlyList<MailAddress> Cc, IReadOnlyList<string> LeftOut, bool IsToOwn)
{
    /// <param name="parent">The mail answered.</param>
    /// <param name="isOwn">Whether an address is the answerer's own.</param>
    /// <param name="toAll">Whether everybody who got the mail gets the answer.</param>
    public static ReplyRecipients Of(ReadableHeaders parent, Func<string, bool> isOwn, bool toAll)
    {
        // An answer to one's own mail goes on to whom that was sent to, as in every mail program.
        var isToOwn = parent.FromAddresses.Count > 0 && parent.FromAddresses.All(from => isOwn(from.Address))
            && parent.ReplyToAddresses.All(to => isOwn(to.Address));
        var direct = isToOwn ? parent.ToAddresses : parent.ReplyToAddresses.Count > 0 ? parent.ReplyToAddresses : parent.FromAddresses;
        var others = !toAll ? [] : isToOwn ? parent.CcAddresses : parent.ToAddresses.Concat(parent.CcAddresses);
        var directText = isToOwn ? parent.To : parent.ReplyTo.Length > 0 ? parent.ReplyTo : parent.From;
        string[] otherTexts = !toAll ? [] : isToOwn ? [parent.Cc] : [parent.To, parent.Cc];
        var leftOut = otherTexts.Prepend(directText).SelectMany(AddressHeader.Unread).Distinct().ToList();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var to = Take(direct, isOwn, seen, leftOut);
        if (to.Count == 0 && direct.Any(one => isOwn(one.Address)))
        {
            to = Take(direct, _ => false, seen, leftOut); // a note to oneself
        }

        return new ReplyRecipients(to, Take(others, isOwn, seen, leftOut), leftOut, isToOwn);
    }

    private static List<MailAddress> Take(
        IEnumerable<MailAddress> addresses, Func<string, bool> isOwn, HashSet<string> seen, List<string> leftOut)
    {
        var taken = new List<MailAddress>();
        foreach (var address in addresses.Where(address => !isOwn(address.Address)))
        {
            try
            {
                if (seen.Add(Recipient.Parse("to", address.ToString()).Address))
                {
                    taken.Add(address);
                }
            }
            catch (ComposeException)
            {
                leftOut.Add(address.Address);
            }
        }

        return taken;
    }
}
