using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Composing;

public sealed class ReplyHeadersTests
{
    [Fact]
    public void Go_on_the_thread()
    {
        var reply = ReplyHeaders.To(Parent(
            ("Subject", "Lunch"), ("Message-ID", "<3@example.com>"),
            ("In-Reply-To", "<2@example.com>"), ("References", "<1@example.com> <2@example.com>")));

        Assert.Equal("Re: Lunch", reply.Subject);
        Assert.Equal("<3@example.com>", reply.InReplyTo);
        Assert.Equal(["<1@example.com>", "<2@example.com>", "<3@example.com>"], reply.References);
    }

    [Fact]
    public void Start_a_thread_at_a_first_mail()
    {
        var reply = ReplyHeaders.To(Parent(("Subject", "Lunch"), ("Message-ID", "<1@example.com>")));

        Assert.Equal(["<1@example.com>"], reply.References);
    }

    [Theory]
    [InlineData("<1@example.com>", "<1@example.com> <3@example.com>")]
    [InlineData("<1@example.com> <2@example.com>", "<3@example.com>")]
    public void Take_a_single_In_Reply_To_where_References_are_missing(string inReplyTo, string references)
    {
        var reply = ReplyHeaders.To(Parent(("Message-ID", "<3@example.com>"), ("In-Reply-To", inReplyTo)));

        Assert.Equal(references, string.Join(' ', reply.References));
    }

    [Fact]
    public void Keep_the_root_and_the_last_twenty()
    {
        var thread = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"<{i}@example.com>"));

        var reply = ReplyHeaders.To(Parent(("Message-ID", "<50@example.com>"), ("References", thread)));

        Assert.Equal(21, reply.References.Count);
        Assert.Equal("<0@example.com>", reply.References[0]);
        Assert.Equal("<31@example.com>", reply.References[1]);
        Assert.Equal("<50@example.com>", reply.References[^1]);
    }

    [Fact]
    public void Name_nobody_where_the_parent_has_no_id()
    {
        var reply = ReplyHeaders.To(Parent(("Subject", "Lunch")));

        Assert.Null(reply.InReplyTo);
        Assert.Empty(reply.References);
    }

    [Theory]
    [InlineData("Lunch", "Re: Lunch")]
    [InlineData("", "Re:")]
    [InlineData("Re: Lunch", "Re: Lunch")]
    [InlineData("RE: Lunch", "RE: Lunch")]
    [InlineData("re:Lunch", "re:Lunch")]
    [InlineData("Re[2]: Lunch", "Re[2]: Lunch")]
    [InlineData("Re (3): Lunch", "Re (3): Lunch")]
    [InlineData("AW: Mittagessen", "AW: Mittagessen")]
    [InlineData("SV: Lunsj", "SV: Lunsj")]
    [InlineData("Antw: Lunch", "Antw: Lunch")]
    [InlineData("R: Pranzo", "R: Pranzo")]
    [InlineData("RIF: Pranzo", "RIF: Pranzo")]
    [InlineData("Odp: Obiad", "Odp: Obiad")]
    [InlineData("RÉF : Déjeuner", "RÉF : Déjeuner")]
    [InlineData("回复：午餐", "回复：午餐")]
    [InlineData("Fwd: Lunch", "Re: Fwd: Lunch")]
    [InlineData("Report: Lunch", "Re: Report: Lunch")]
    [InlineData(": Lunch", "Re: : Lunch")]
    public void Have_one_reply_prefix(string subject, string expected)
    {
        Assert.Equal(expected, ReplySubject.For(subject));
    }

    private static ReadableHeaders Parent(params (string Name, string Value)[] headers) =>
        HeaderReader.Read(SomeMail.Headers(headers));
}
