using GmailMcp.Mail.Html;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Mail.Html;

/// <summary>What a mail of ours is made of does not depend on how busy the machine is.</summary>
public sealed class OutgoingTimeTests
{
    private const string Html =
        "<style>.a{display:none}p~.b{color:red}</style><p>Seen <span class=\"a\">hidden</span> <b class=\"b\">bold</b></p><ul><li>one</li></ul>";

    [Fact]
    public void A_machine_that_is_slow_reads_the_same()
    {
        var quick = Read(HtmlOptions.Outgoing);
        var slow = Read(HtmlOptions.Outgoing with { Time = Slow() });
        var forReading = Read(HtmlOptions.Default with { Time = Slow() });

        Assert.Equal((quick.Markdown, quick.Notes), (slow.Markdown, slow.Notes));
        Assert.NotEqual(quick.Notes, forReading.Notes); // or the clock was not slow
    }

    private static HtmlReading Read(HtmlOptions options) =>
        HtmlToMarkdown.Convert(Html, options, TestContext.Current.CancellationToken);

    private static FakeTimeProvider Slow() => new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(700) };
}
