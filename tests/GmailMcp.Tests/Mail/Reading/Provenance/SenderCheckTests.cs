using Gmail.Messages;
using GmailMcp.Mail.Reading;
using GmailMcp.Mail.Reading.Provenance;

namespace GmailMcp.Tests.Mail.Reading.Provenance;

public class SenderCheckTests
{
    [Theory]
    [InlineData("Seeds <news@seeds.example>", "news@seeds.example", false)]
    [InlineData("Seeds <news@seeds.example>", "Help <help@mail.seeds.example>", false)]
    [InlineData("Seeds <news@mail.seeds.example>", "help@SEEDS.example", false)]
    [InlineData("Seeds <news@seeds.example>", "help@notseeds.example", true)]
    [InlineData("Seeds <news@seeds.example>", "a@seeds.example, b@other.example", true)]
    [InlineData("Seeds <news@seeds.example>", "", false)]
    public void Sees_where_answers_would_go(string from, string replyTo, bool elsewhere) =>
        Assert.Equal(elsewhere, Check(from, replyTo).RepliesGoElsewhere);

    [Theory]
    [InlineData("\"boss@example.com\" <thief@other.example>", true)]
    [InlineData("\"The Boss (boss@example.com)\" <thief@other.example>", true)]
    [InlineData("\"boss@example.com\" <BOSS@example.com>", false)]
    [InlineData("Boss @ home <boss@example.com>", false)]
    [InlineData("The Boss <boss@example.com>", false)]
    public void Sees_an_address_in_the_name(string from, bool isAnother) =>
        Assert.Equal(isAnother, Check(from, "").NameShowsAnotherAddress);

    [Theory]
    [InlineData("", true)]
    [InlineData("a@example.com, b@example.com", true)]
    [InlineData("a@example.com", false)]
    public void Sees_a_From_line_that_names_nobody_or_several(string from, bool isOdd) =>
        Assert.Equal(isOdd, Check(from, "").HasNoSingleSender);

    private static SenderCheck Check(string from, string replyTo)
    {
        MessageHeader[] headers =
        [
            new() { Name = "From", Value = from },
            .. replyTo.Length == 0 ? Array.Empty<MessageHeader>() : [new() { Name = "Reply-To", Value = replyTo }],
        ];
        return SenderCheck.Of(new Message { Payload = new MessagePart { Headers = headers } }, HeaderReader.Read(headers));
    }
}
