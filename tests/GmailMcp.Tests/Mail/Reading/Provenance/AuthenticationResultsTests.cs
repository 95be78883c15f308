using Gmail.Messages;
using GmailMcp.Mail.Reading.Provenance;

namespace GmailMcp.Tests.Mail.Reading.Provenance;

public class AuthenticationResultsTests
{
    private const string Pass = "mx.google.com; dkim=pass header.i=@shop.example header.s=k1; "
        + "spf=pass (google.com: domain of news@shop.example designates 192.0.2.1 as permitted sender; really) smtp.mailfrom=news@shop.example; "
        + "dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example";

    private const string Forged = "mx.google.com; dkim=pass; spf=pass; dmarc=pass header.from=bank.example";

    private const string ByGoogle = "from mail.shop.example (mail.shop.example. [192.0.2.1]) by mx.google.com with ESMTPS id x; Mon, 02 Nov 2026 01:00:00 -0800";
    private const string Inside = "by 2002:a05:7301:1:b0:2a:b0b8 with SMTP id y; Mon, 02 Nov 2026 01:00:01 -0800";
    private const string ByOther = "from laptop (laptop [192.0.2.9]) by mail.shop.example with ESMTP; Mon, 02 Nov 2026 00:59:00 -0800";

    [Fact]
    public void Reads_what_Gmail_wrote()
    {
        var verdicts = Read(("Received", Inside), ("Received", ByGoogle), ("Authentication-Results", Pass), ("Received", ByOther));

        Assert.Equal(new AuthenticationVerdicts("pass", "pass", "pass", "shop.example"), verdicts);
        Assert.False(verdicts.IsBad);
    }

    // A header of that name that came with the mail stands below the lines of the server that sent it.
    [Fact]
    public void Ignores_what_came_with_the_mail()
    {
        var verdicts = Read(("Received", Inside), ("Received", ByOther), ("Authentication-Results", Forged));

        Assert.False(verdicts.IsKnown);
    }

    [Fact]
    public void Takes_the_topmost()
    {
        var verdicts = Read(
            ("Received", ByGoogle),
            ("Authentication-Results", "mx.google.com; spf=fail smtp.mailfrom=x@bank.example; dmarc=fail header.from=bank.example"),
            ("Authentication-Results", Forged));

        Assert.Equal(("fail", "fail", true), (verdicts.Spf, verdicts.Dmarc, verdicts.IsBad));
    }

    [Theory]
    [InlineData("mx.google.com.evil.example; dmarc=pass")]
    [InlineData("evil.example; dmarc=pass (mx.google.com; dmarc=pass)")]
    [InlineData("\"mx.google.com\" evil; dmarc=pass")]
    [InlineData("(mx.google.com) evil.example; dmarc=pass")]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("mx.google.com\0; dmarc=pass")]
    public void Believes_nobody_else(string header) =>
        Assert.False(Read(("Received", ByGoogle), ("Authentication-Results", header)).IsKnown);

    [Theory]
    [InlineData("by 2002:a:1::1 with SMTP id y")] // 0.10.0.0, not 10.0.0.0
    [InlineData("by 2002:abcd:1::1 with SMTP id y")]
    [InlineData("by mx.google.com.evil.example with SMTP")]
    [InlineData("from x (by mx.google.com) by evil.example")]
    [InlineData("")]
    public void Knows_the_lines_of_other_servers(string received) =>
        Assert.False(Read(("Received", received), ("Authentication-Results", Forged)).IsKnown);

    [Fact]
    public void One_signature_that_holds_is_enough() =>
        Assert.Equal("pass", Read(("Authentication-Results", "mx.google.com; dkim=fail header.i=@a.example; dkim=pass header.i=@b.example; dkim=neutral")).Dkim);

    [Theory]
    [InlineData("mx.google.com; spf=softfail; dkim=none", true)]
    [InlineData("mx.google.com; spf=softfail; dkim=pass", false)]
    [InlineData("mx.google.com; spf=none; dmarc=none", true)]
    [InlineData("mx.google.com; dmarc=quarantine", true)]
    [InlineData("mx.google.com", false)]
    public void Says_when_the_From_line_must_not_be_believed(string header, bool isBad) =>
        Assert.Equal(isBad, Read(("Authentication-Results", header)).IsBad);

    private static AuthenticationVerdicts Read(params (string Name, string Value)[] headers) =>
        AuthenticationResults.Read([.. headers.Select(header => new MessageHeader { Name = header.Name, Value = header.Value })]);
}
