namespace Gmail.Tests.SecondOpinion;

public abstract class SearchTests(GmailServer server) : SharedTests(server)
{
    public sealed class OnOurs() : SearchTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : SearchTests(npm);

    [Theory]
    [InlineData("from:carla@example.org", "lunch")]
    [InlineData("subject:invoice", "invoice")]
    [InlineData("noon", "lunch")]
    [InlineData("in:inbox", "invoice", "lunch")]
    [InlineData("is:unread", "invoice")]
    [InlineData("is:read", "holiday", "lunch")]
    [InlineData("is:starred", "holiday")]
    [InlineData("label:travel", "holiday")]
    [InlineData("-label:travel", "invoice", "lunch")]
    [InlineData("from:dora subject:holiday", "holiday")]
    [InlineData("from:dora subject:lunch")]
    public async Task Finds_by_sender_words_and_labels(string query, params string[] subjects)
    {
        var label = await Gmail.Labels.CreateAsync(new() { Name = "travel" });
        await InsertAsync("lunch", "At noon?", hours: 1);
        await InsertAsync("invoice", "Pay by Friday.", "Billing <billing@shop.example>", 2, ["INBOX", "UNREAD"]);
        await InsertAsync("holiday", "By the sea.", "Dora <dora@example.org>", 3, [label.Id!, "STARRED"]);
        Assert.Equal(subjects, (await SearchAsync(query)).Order());
    }

    [Fact]
    public async Task Finds_by_the_time_in_seconds()
    {
        for (var hours = 0; hours < 5; hours++)
        {
            await InsertAsync($"{hours}", hours: hours);
        }

        var from = Some.Monday.AddMinutes(30).ToUnixTimeSeconds();
        var to = Some.Monday.AddMinutes(210).ToUnixTimeSeconds();
        Assert.Equal(["3", "2", "1"], await SearchAsync($"after:{from} before:{to}"));
    }

    [Fact]
    public async Task Finds_mail_with_attachments()
    {
        await InsertAsync("plain");
        await InsertAsync(Some.BytesWithAttachment([1, 2, 3], "with a file"));
        Assert.Equal(["with a file"], await SearchAsync("has:attachment"));
    }

    [Fact]
    public async Task Finds_by_recipient()
    {
        await InsertAsync("to me");
        await Gmail.Messages.SendAsync(Some.Mail("to Carla", from: SignedIn.EmailAddress, to: "carla@example.org"));
        Assert.Equal(["to Carla"], await SearchAsync("to:carla@example.org"));
    }

    [Fact]
    public async Task Finds_a_phrase()
    {
        await InsertAsync("yes", "red wine and bread");
        await InsertAsync("no", "wine, red as bread");
        Assert.Equal(["yes"], await SearchAsync("\"red wine\""));
    }
}
