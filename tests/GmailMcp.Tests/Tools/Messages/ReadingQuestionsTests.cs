using System.Text.Json.Nodes;
using GmailMcp.Tests.Tools.Messages.Asked;

namespace GmailMcp.Tests.Tools.Messages;

/// <summary>Reading, judged without a model: what answers a person's question stands in what the tools say by
/// default.</summary>
public class ReadingQuestionsTests
{
    public static TheoryData<string> Questions => [.. ReadingQuestions.All.Select(question => question.Words)];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task The_answer_stands_in_the_default_output(string words)
    {
        var question = ReadingQuestions.All.Single(question => question.Words == words);
        await using var server = await TestServer.StartAsync(isFenced: true);
        var messageId = server.Mailbox.Deliver(AskedMail.Read(question.Mail));

        var read = await server.CallAsync("read_email", new JsonObject { ["messageId"] = messageId });

        Assert.DoesNotContain(question.Answer, read.Field("subject"), StringComparison.OrdinalIgnoreCase);
        if (question.Attachment is null)
        {
            AssertAnswers(question, read.Text());
            return;
        }

        var opened = await server.CallAsync(
            "read_attachment", new JsonObject { ["messageId"] = messageId, ["attachmentId"] = question.Attachment });
        AssertAnswers(question, opened.Text());
        if (question.By == AnsweredBy.Attachment)
        {
            Assert.DoesNotContain(question.Answer, read.AllText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void There_are_enough_questions_of_each_kind_and_each_mail_is_asked_about()
    {
        int Count(AnsweredBy by) => ReadingQuestions.All.Count(question => question.By == by);

        Assert.True(ReadingQuestions.All.Count >= 40, $"only {ReadingQuestions.All.Count} questions");
        Assert.True(Count(AnsweredBy.Attachment) >= 10);
        Assert.True(Count(AnsweredBy.Invitation) >= 5);
        Assert.True(Count(AnsweredBy.Link) >= 5);
        Assert.Equal(
            Directory.GetFiles(AskedMail.Folder, "*.eml").Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal),
            ReadingQuestions.All.Select(question => question.Mail).Distinct().Order(StringComparer.Ordinal));
    }

    private static void AssertAnswers(Question question, string output) => Assert.True(
        output.Contains(question.Answer, StringComparison.Ordinal),
        $"{question.Words} The answer \"{question.Answer}\" is not in:\n{output}");
}
