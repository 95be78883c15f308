using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Plain text → HTML that looks the same.</summary>
internal static class PlainTextAsHtml
{
    public static string Convert(string text)
    {
        var html = new StringBuilder("<!DOCTYPE html>\r\n<html><body><div dir=\"auto\">", text.Length + 128);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '&':
                    html.Append("&amp;");
                    break;
                case '<':
                    html.Append("&lt;");
                    break;
                case '>':
                    html.Append("&gt;");
                    break;
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\n' or '\r':
                    html.Append("<br>\r\n");
                    break;
                case ' ' when i == 0 || text[i - 1] is ' ' or '\n':
                    // HTML folds blanks: indented lines and columns would collapse.
                    html.Append("&nbsp;");
                    break;
                default:
                    html.Append(text[i]);
                    break;
            }
        }

        return html.Append("</div></body></html>\r\n").ToString();
    }
}
