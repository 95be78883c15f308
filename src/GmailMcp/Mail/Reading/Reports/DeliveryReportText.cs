using System.Text;

namespace GmailMcp.Mail.Reading.Reports;

/// <summary>A delivery status report (RFC 3464) in words: whom it did not reach, why, and until when it is
/// tried.</summary>
internal static class DeliveryReportText
{
    /// <summary>More recipients than this are counted, not listed.</summary>
    private const int MaxRecipients = 50;

    /// <summary>Null where the text holds no recipient: it is no report then.</summary>
    public static string? Render(string report)
    {
        var groups = HeaderFields.Parse(report);
        var recipients = groups.Where(group => Recipient(group) is not null).ToArray();
        if (recipients.Length == 0)
        {
            return null;
        }

        var text = new StringBuilder("Delivery report");
        var perMessage = groups.FirstOrDefault(group => Recipient(group) is null) ?? groups[0];
        if (Typed(HeaderFields.First(perMessage, "Reporting-MTA")) is { Length: > 0 } reporter)
        {
            text.Append(" from ").Append(reporter);
        }

        text.Append(":\n");
        foreach (var recipient in recipients.Take(MaxRecipients))
        {
            text.Append("- ");
            AppendRecipient(text, recipient);
            text.Append('\n');
        }

        if (recipients.Length > MaxRecipients)
        {
            text.Append($"- and {recipients.Length - MaxRecipients} more recipients.\n");
        }

        if (HeaderFields.First(perMessage, "Arrival-Date") is { } arrival)
        {
            text.Append("The mail was handed in on ").Append(arrival).Append(".\n");
        }

        return text.ToString();
    }

    private static void AppendRecipient(StringBuilder text, IReadOnlyList<KeyValuePair<string, string>> group)
    {
        var action = (HeaderFields.First(group, "Action") ?? "").ToLowerInvariant();
        var status = HeaderFields.First(group, "Status");
        var recipient = Recipient(group);
        text.Append(action switch
        {
            "failed" => "Not delivered to ",
            "delayed" => "Not yet delivered to ",
            "delivered" => "Delivered to ",
            "relayed" => "Passed on, without a promise of further reports, to ",
            "expanded" => "Delivered to the members of ",
            _ => status?.TrimStart() switch
            {
                ['2', ..] => "Delivered to ",
                ['4', ..] => "Not yet delivered to ",
                _ => "Not delivered to ",
            },
        });
        text.Append(recipient);
        var original = Typed(HeaderFields.First(group, "Original-Recipient"));
        if (original.Length > 0 && !original.Equals(recipient, StringComparison.OrdinalIgnoreCase))
        {
            text.Append(" (sent to ").Append(original).Append(')');
        }

        var reason = StatusCode.InWords(status);
        text.Append(reason is null || status!.TrimStart()[0] == '2' ? "" : ": " + reason);
        text.Append(status is null ? "" : $" (status {status})").Append('.');
        AppendServer(text, group);
    }

    private static void AppendServer(StringBuilder text, IReadOnlyList<KeyValuePair<string, string>> group)
    {
        var server = Typed(HeaderFields.First(group, "Remote-MTA"));
        if (Typed(HeaderFields.First(group, "Diagnostic-Code")) is { Length: > 0 } diagnostic)
        {
            text.Append(server.Length > 0 ? $" {server} said: " : " The server said: ").Append(diagnostic);
        }

        if (HeaderFields.First(group, "Will-Retry-Until") is { } until)
        {
            text.Append(text[^1] == '.' ? "" : ".").Append(" Delivery is tried until ").Append(until).Append('.');
        }
    }

    private static string? Recipient(IReadOnlyList<KeyValuePair<string, string>> group) =>
        Typed(HeaderFields.First(group, "Final-Recipient")) is { Length: > 0 } final ? final
            : Typed(HeaderFields.First(group, "Original-Recipient")) is { Length: > 0 } original ? original : null;

    /// <summary><c>rfc822; bob@example.org</c> → the address.</summary>
    internal static string Typed(string? value)
    {
        var text = value ?? "";
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var typed = (semicolon is >= 0 and < 20 ? text[(semicolon + 1)..] : text).Trim();
        return typed is ['<', .. var address, '>'] ? address : typed;
    }
}
