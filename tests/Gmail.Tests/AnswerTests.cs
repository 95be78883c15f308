using Gmail.Labels;
using Gmail.Settings;
using Gmail.Tests.Canned;

namespace Gmail.Tests;

/// <summary>What comes out of Gmail's answers, also of odd ones.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Reads_a_message_with_its_parts()
    {
        const string json = """
            {"id":"18c2f0","threadId":"18c2ef","labelIds":["INBOX","UNREAD"],"snippet":"Hi &amp; bye","historyId":"9007199254740993",
             "internalDate":"1793000000000","sizeEstimate":2048,
             "payload":{"partId":"","mimeType":"multipart/mixed","filename":"","headers":[{"name":"Subject","value":"Plan"}],
              "body":{"size":0},"parts":[{"partId":"0","mimeType":"text/plain","body":{"size":2,"data":"SGk"}},
              {"partId":"1","mimeType":"application/pdf","filename":"plan.pdf","body":{"attachmentId":"ANGj","size":12345}}]}}
            """;
        var message = await new CannedGmail().Answers(json).Client().Messages.GetAsync("18c2f0");
        Assert.Equal("18c2ef", message.ThreadId);
        Assert.Equal(["INBOX", "UNREAD"], message.LabelIds);
        Assert.Equal("9007199254740993", message.HistoryId);
        Assert.Equal(1_793_000_000_000, message.InternalDate);
        Assert.Equal("Plan", message.Payload!.Headers!.Single().Value);
        Assert.Equal("Hi"u8.ToArray(), Base64Url.Decode(message.Payload.Parts![0].Body!.Data));
        Assert.Equal(("plan.pdf", "ANGj", 12345), (
            message.Payload.Parts[1].Filename, message.Payload.Parts[1].Body!.AttachmentId, message.Payload.Parts[1].Body!.Size));
    }

    [Fact]
    public async Task Takes_numbers_as_text_and_text_as_numbers()
    {
        const string json = """{"id":"m","historyId":123,"internalDate":1793000000000,"sizeEstimate":"77"}""";
        var message = await new CannedGmail().Answers(json).Client().Messages.GetAsync("m");
        Assert.Equal(("123", 1_793_000_000_000L, 77), (message.HistoryId, message.InternalDate, message.SizeEstimate));
    }

    [Fact]
    public async Task Is_empty_where_Gmail_leaves_the_list_out()
    {
        var client = new CannedGmail().Answers("""{"resultSizeEstimate":0}""").Client();
        Assert.Empty((await client.Messages.ListAsync("nothing")).Messages);
        Assert.Empty((await client.Threads.ListAsync()).Threads);
        Assert.Empty((await client.Drafts.ListAsync()).Drafts);
        Assert.Empty((await client.History.ListAsync("1")).History);
        Assert.Empty(await client.Labels.ListAsync());
        Assert.Empty(await client.Settings.Filters.ListAsync());
        Assert.Empty(await client.Settings.SendAs.ListAsync());
        Assert.Empty(await client.Settings.ForwardingAddresses.ListAsync());
    }

    [Fact]
    public async Task Reads_lists()
    {
        var list = await new CannedGmail()
            .Answers("""{"messages":[{"id":"m1","threadId":"t1"},{"id":"m2"}],"nextPageToken":"n","resultSizeEstimate":201}""")
            .Client().Messages.ListAsync();
        Assert.Equal(["m1", "m2"], list.Messages.Select(message => message.Id));
        Assert.Equal(("n", 201L), (list.NextPageToken, list.ResultSizeEstimate));

        var filters = await new CannedGmail().Answers("""{"filter":[{"id":"f1","criteria":{"from":"a@example.com"}}]}""")
            .Client().Settings.Filters.ListAsync();
        Assert.Equal("a@example.com", filters.Single().Criteria!.From);

        var history = await new CannedGmail()
            .Answers("""{"history":[{"id":8,"labelsAdded":[{"message":{"id":"m1"},"labelIds":["STARRED"]}]}],"historyId":"9"}""")
            .Client().History.ListAsync("7");
        Assert.Equal(("8", "9"), (history.History.Single().Id, history.HistoryId));
        Assert.Equal(["STARRED"], history.History.Single().LabelsAdded!.Single().LabelIds);
    }

    [Fact]
    public async Task Keeps_what_it_does_not_know_when_a_label_is_written_back()
    {
        const string json = """{"id":"Label_1","name":"A","type":"shared","color":{"textColor":"#000000","tone":"warm"},"priority":{"level":3}}""";
        var gmail = new CannedGmail().Answers(json);
        var label = await gmail.Client().Labels.GetAsync("Label_1");
        Assert.Equal("shared", label.Type);
        await gmail.Client().Labels.UpdateAsync("Label_1", label with { Name = "B" });
        Assert.Equal(json.Replace("\"A\"", "\"B\"", StringComparison.Ordinal), gmail.Requests[1].Text);
    }

    [Fact]
    public async Task Keeps_what_it_does_not_know_when_the_vacation_is_written_back()
    {
        const string json = """{"enableAutoReply":true,"startTime":"1793000000000","audience":["colleagues"]}""";
        var gmail = new CannedGmail().Answers(json);
        var vacation = await gmail.Client().Settings.Vacation.GetAsync();
        await gmail.Client().Settings.Vacation.UpdateAsync(vacation with { EnableAutoReply = false });
        Assert.Equal(json.Replace("true", "false", StringComparison.Ordinal), gmail.Requests[1].Text);
    }

    [Fact]
    public async Task Keeps_unknown_fields_of_messages_and_drafts()
    {
        var client = new CannedGmail().Answers("""{"id":"x","classificationLabelValues":[{"labelId":"l"}],"message":{"id":"m","mood":1}}""")
            .Client();
        Assert.Contains("classificationLabelValues", (await client.Messages.GetAsync("x")).UnknownFields!.Keys);
        Assert.Contains("mood", (await client.Drafts.GetAsync("x")).Message!.UnknownFields!.Keys);
    }

    [Fact]
    public async Task Reads_two_hundred_nested_parts()
    {
        var json = """{"id":"m","payload":""" + string.Concat(Enumerable.Repeat("""{"parts":[""", 200))
            + """{"partId":"deep"}""" + string.Concat(Enumerable.Repeat("]}", 200)) + "}";
        var part = (await new CannedGmail().Answers(json).Client().Messages.GetAsync("m")).Payload;
        while (part!.Parts is [var child])
        {
            part = child;
        }

        Assert.Equal("deep", part.PartId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>captive portal</html>")]
    [InlineData("""{"id": """)]
    [InlineData("""{"id": {"not": "text"}}""")]
    [InlineData("""{"historyId": []}""")]
    [InlineData("""{"sizeEstimate": "many"}""")]
    public async Task Says_so_when_the_answer_is_garbage(string body)
    {
        var gmail = new CannedGmail().Answers(body);
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Messages.GetAsync("m"));
        Assert.Equal(GmailErrorKind.Malformed, error.Kind);
        Assert.DoesNotContain("captive", error.ToString(), StringComparison.Ordinal);

        error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Drafts.SendAsync("r1"));
        Assert.True(error.WasAmbiguous);
    }

    [Fact]
    public void Does_not_print_the_password_of_a_mail_server() =>
        Assert.DoesNotContain(
            "hunter2",
            new SendAs { SmtpMsa = new SmtpMsa { Host = "mail.example.com", Port = 587, Password = "hunter2" } }.ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void Has_constants_for_Gmails_own_labels() =>
        Assert.Equal(
            ("INBOX", "UNREAD", "CATEGORY_PROMOTIONS"),
            (SystemLabel.Inbox, SystemLabel.Unread, SystemLabel.CategoryPromotions));
}
