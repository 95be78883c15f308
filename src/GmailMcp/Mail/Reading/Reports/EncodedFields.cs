using System.Text;

namespace GmailMcp.Mail.Reading.Reports;

/// <summary>Reports whose fields a scanner on the way has put into base64, group by group: the encoding stands among the
/// fields of the group before.</summary>
internal static class EncodedFields
{
    private const string Mark = "Content-Transfer-Encoding: base64";

    /// <summary>The report with such groups decoded; unchanged where there is none.</summary>
    public static string Decode(string report)
    {
        if (!report.Contains(Mark, StringComparison.OrdinalIgnoreCase))
        {
            return report;
        }

        var text = new StringBuilder(report.Length);
        var isEncoded = false;
        var block = new StringBuilder();
        foreach (var line in report.Split('\n').Select(line => line.TrimEnd('\r')).Append(""))
        {
            if (line.Length > 0)
            {
                block.Append(line).Append('\n');
                continue;
            }

            var group = block.ToString();
            text.Append(isEncoded ? Encoding.UTF8.GetString(LenientBase64.Decode(group)) : group).Append('\n');
            isEncoded = group.Length == 0 ? isEncoded : group.Contains(Mark, StringComparison.OrdinalIgnoreCase);
            block.Clear();
        }

        return text.ToString();
    }
}
