using GmailMcp.Mail.Html;

namespace GmailMcp.Tests.Mail.Html;

internal static class SomeHtml
{
    /// <summary>The converter, stopped when the test run is.</summary>
    public static HtmlReading Read(string html, HtmlOptions? options = null) =>
        HtmlToMarkdown.Convert(html, options, TestContext.Current.CancellationToken);
}
