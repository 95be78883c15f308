using GmailMcp.Tools.Rendering;

namespace GmailMcp.Tests.Tools.Rendering;

public class FenceMarksTests
{
    [Theory]
    [InlineData("<<abcdefgh Seeds abcdefgh>>", "Seeds")]
    [InlineData("Re: <<abcdefgh Seeds abcdefgh>>", "Re: Seeds")]
    [InlineData("<<abcdefgh a@example.com abcdefgh>>, <<abcdefgh b@example.com abcdefgh>>", "a@example.com, b@example.com")]
    [InlineData("<<abcdefgh Seeds", "<<abcdefgh Seeds")]
    [InlineData("<<abcdefgh Seeds hgfedcba>>", "<<abcdefgh Seeds hgfedcba>>")]
    [InlineData("1 << 8 and << and <<abc", "1 << 8 and << and <<abc")]
    [InlineData("<<<abcdefgh Seeds abcdefgh>>", "<Seeds")]
    [InlineData("<<ABCDEFGH Seeds ABCDEFGH>>", "<<ABCDEFGH Seeds ABCDEFGH>>")]
    [InlineData("", "")]
    public void Only_marks_go(string given, string expected) => Assert.Equal(expected, FenceMarks.Remove(given));

    [Fact]
    public void What_a_fence_wraps_comes_back()
    {
        var fence = Fence.Create();

        Assert.Equal("Seeds for the <b> spring", FenceMarks.Remove(fence.Value("Seeds for the <b> spring")));
    }

    [Fact]
    public async Task A_subject_and_an_address_copied_from_an_answer_are_understood()
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var id = server.Mailbox.Deliver(Some.Message());
        var read = (await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""")).StructuredContent!.Value;
        var from = read.GetProperty("from").GetRawText();
        var subject = "\"Re: " + read.GetProperty("subject").GetRawText()[1..];

        var draft = await server.CallAsync("draft_email", $$"""{"to":[{{from}}],"subject":{{subject}},"body":"Thanks"}""");

        Assert.False(draft.IsError ?? false, draft.AllText());
        Assert.DoesNotContain("<<", System.Text.Encoding.UTF8.GetString(server.Mailbox.Messages[^1].Raw), StringComparison.Ordinal);
    }
}
