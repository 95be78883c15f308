using System.Text;

namespace GmailMcp.Mail.Reading.Reports;

/// <summary>Read receipts (RFC 8098) and complaints (RFC 5965) in words.</summary>
internal static class ReceiptText
{
    /// <summary>Null where the text is no receipt.</summary>
    public static string? Render(string report)
    {
        var fields = HeaderFields.Parse(report).SelectMany(group => group).ToArray();
        if (HeaderFields.First(fields, "Disposition") is not { } disposition)
        {
            return null;
        }

        var recipient = DeliveryReportText.Typed(
            HeaderFields.First(fields, "Final-Recipient") ?? HeaderFields.First(fields, "Original-Recipient"));
        var who = recipient.Length > 0 ? recipient : "its recipient";
        var kind = disposition[(disposition.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().ToLowerInvariant();
        var text = new StringBuilder("Read receipt: ");
        text.Append(kind.Split('/', ',', ' ')[0] switch
        {
            "displayed" => $"the mail was opened by {who}; whether it was read is not known.",
            "deleted" => $"the mail was deleted by {who}, perhaps unread.",
            "dispatched" => $"the mail was sent on by {who}.",
            "processed" => $"the mail was processed by {who} without being shown.",
            "denied" => $"{who} does not want to say what became of the mail.",
            "failed" => $"{who} could not make a receipt.",
            _ => $"{who} reports: {kind}.",
        });
        if (disposition.Contains("automatic-action", StringComparison.OrdinalIgnoreCase))
        {
            text.Append(" This happened automatically.");
        }

        if (HeaderFields.First(fields, "Original-Message-ID") is { } messageId)
        {
            text.Append("\nMessage-ID of the mail: ").Append(messageId);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Null where the text is no complaint.</summary>
    public static string? RenderComplaint(string report)
    {
        var fields = HeaderFields.Parse(report).SelectMany(group => group).ToArray();
        if (HeaderFields.First(fields, "Feedback-Type") is not { } type)
        {
            return null;
        }

        var text = new StringBuilder($"Complaint about a mail ({type})");
        AppendIf(text, " sent from ", HeaderFields.First(fields, "Original-Mail-From"));
        AppendIf(text, " to ", HeaderFields.First(fields, "Original-Rcpt-To"));
        var arrival = HeaderFields.First(fields, "Arrival-Date") ?? HeaderFields.First(fields, "Received-Date");
        AppendIf(text, ", received on ", arrival);
        AppendIf(text, ", from the server ", HeaderFields.First(fields, "Source-IP"));
        return text.Append(".\n").ToString();
    }

    private static void AppendIf(StringBuilder text, string before, string? value)
    {
        if (value is not null)
        {
            text.Append(before).Append(value);
        }
    }
}
