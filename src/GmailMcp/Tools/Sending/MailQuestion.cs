using System.Globalization;
using System.Text;
using GmailMcp.Mail;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tools.Sending;

/// <summary>What the person sees of a mail before it leaves: everyone who gets it, and what it says.</summary>
internal static class MailQuestion
{
    private const int BodyStart = 1000;
    private const int ShownOfHash = 16;

    /// <param name="mail">Read back from the MIME that would leave.</param>
    /// <param name="account">Whose mailbox it leaves from; other domains than its own are marked.</param>
    /// <param name="newAddresses">Those the person never wrote to, as far as known.</param>
    public static string Of(MailFacts mail, string account, IReadOnlyCollection<string> newAddresses)
    {
        var text = new StringBuilder("Send this email?\n\n");
        text.Append(CultureInfo.InvariantCulture, $"From: {mail.From?.Address ?? account}\n");
        AddPeople(text, "To", mail.To, account, newAddresses);
        AddPeople(text, "Cc", mail.Cc, account, newAddresses);
        AddPeople(text, "Bcc", mail.Bcc, account, newAddresses);
        AddPeople(text, "Answers go to", mail.ReplyTo, account, newAddresses);
        text.Append(CultureInfo.InvariantCulture, $"Subject: {PersonText.Line(mail.Subject)}\n");
        foreach (var file in mail.Files)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"Attached: {PersonText.Line(file.Name)} ({file.SizeInBytes} bytes, SHA-256 {file.Sha256[..ShownOfHash]}…)\n");
        }

        var html = mail.HtmlBody is null ? null : OutgoingText.PlainOf(mail.HtmlBody);
        AddBody(text, html is null ? "It says" : "Its plain text says", mail.PlainBody);
        if (html is not null && !IsSame(html, mail.PlainBody))
        {
            AddBody(text, "Its HTML says", html);
        }

        return text.ToString().TrimEnd();
    }

    private static void AddPeople(
        StringBuilder text, string field, IReadOnlyList<MailAddress> people, string account, IReadOnlyCollection<string> newAddresses)
    {
        foreach (var person in people)
        {
            var canonical = CanonicalAddress.Of(person.Address);
            var isOutside = CanonicalAddress.DomainOf(canonical) != CanonicalAddress.DomainOf(CanonicalAddress.Of(account));
            var isNew = newAddresses.Any(address => CanonicalAddress.Of(address) == canonical);
            string?[] marks = [isOutside ? "outside your domain" : null, isNew ? "you never wrote to it" : null];
            var known = marks.OfType<string>().ToList();

            // The address first: a name is what somebody calls himself, and may look like another address.
            text.Append(CultureInfo.InvariantCulture, $"{field}: {person.Address}")
                .Append(person.Name.Length > 0 ? $" (called \"{PersonText.Line(person.Name, 100)}\")" : "")
                .Append(known.Count > 0 ? $" [{string.Join("; ", known)}]" : "")
                .Append('\n');
        }
    }

    private static void AddBody(StringBuilder text, string heading, string? body)
    {
        if (body is not null)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{heading}:\n{(string.IsNullOrWhiteSpace(body) ? "(nothing)" : PersonText.Lines(body, BodyStart))}\n");
        }
    }

    private static bool IsSame(string html, string? plain) => plain is not null && Squeeze(html) == Squeeze(plain);

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
