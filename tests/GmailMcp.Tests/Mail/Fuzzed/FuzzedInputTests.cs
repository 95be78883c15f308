using System.Text;
using GmailMcp.Tests.Mail.Html;
using GmailMcp.Tests.Mail.Reading;
using Testing;

namespace GmailMcp.Tests.Mail.Fuzzed;

/// <summary>What the fuzzers (tests/fuzz) found, as short as it could be made; each file says in its name what it does.</summary>
public sealed class FuzzedInputTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", "Mail", "Fuzzed");

    public static TheoryData<string> Pages => Names("html");

    public static TheoryData<string> Messages => Names("message");

    // pre-with-two-quotes threw.
    [Theory]
    [MemberData(nameof(Pages))]
    public void A_body_that_broke_the_reader_is_read(string name)
    {
        var body = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, "html", name)));

        Assert.Null(HtmlClaims.Broken(body, TestContext.Current.CancellationToken));
    }

    // tnef-values-of-no-length took half a minute.
    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_that_was_too_much_is_read(string name)
    {
        var broken = MailClaims.Broken(File.ReadAllBytes(Path.Combine(Folder, "message", name)));

        Assert.Null(broken);
    }

    private static TheoryData<string> Names(string target) =>
        [.. Directory.GetFiles(Path.Combine(Folder, target)).Select(file => Path.GetFileName(file))];
}
