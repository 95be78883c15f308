namespace GmailMcp.Tests.Tools.Messages;

public class SearchEmailsTests
{
    [Fact]
    public async Task Lists_hits_newest_first_in_the_old_servers_words()
    {
        await using var server = await TestServer.StartAsync();
        var older = server.Mailbox.Deliver(Some.Message("First"), receivedAt: At(1));
        var newer = server.Mailbox.Deliver(Some.Message("Second", from: "Bob Example <bob@example.org>"), receivedAt: At(2));

        var result = await server.CallAsync("search_emails", """{"query":"to:owner@example.com"}""");

        Assert.Equal(
            $"ID: {newer}\nSubject: Second\nFrom: Bob Example <bob@example.org>\nDate: Mon, 02 Nov 2026 09:00:00 +0000\n\n"
            + $"ID: {older}\nSubject: First\nFrom: Ann Example <ann@example.org>\nDate: Mon, 02 Nov 2026 09:00:00 +0000\n",
            result.Text());
        Assert.Equal(newer, result.Field("messages", 0, "id"));
    }

    // Defect 33: an empty text.
    [Fact]
    public async Task Says_that_nothing_matches()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("search_emails", """{"query":"subject:nothing"}""");

        Assert.NotEqual(true, result.IsError);
        Assert.StartsWith("No emails match: subject:nothing", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_recipients_of_what_the_person_wrote_and_not_of_what_came_to_him()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.Deliver(Some.Message("Came", to: "owner@example.com"), receivedAt: At(1));
        await server.CallAsync("send_email", """{"to":["ann@example.org"],"subject":"Went","body":"Hello."}""");

        var came = await server.CallAsync("search_emails", """{"query":"subject:Came"}""");
        var went = await server.CallAsync("search_emails", """{"query":"in:sent subject:Went"}""");

        Assert.False(came.StructuredContent!.Value.GetProperty("messages")[0].TryGetProperty("to", out _));
        Assert.Equal("2026-11-02T01:00:00+00:00", came.Field("messages", 0, "receivedAt"));
        Assert.Contains("ann@example.org", went.Field("messages", 0, "to"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_at_once_what_the_minute_has_units_for_and_the_way_to_the_rest()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Enumerable.Range(0, 300).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}"), receivedAt: At(1).AddSeconds(i))).ToList();

        var result = await server.CallAsync("search_emails", """{"query":"in:inbox","maxResults":300}""");

        var shown = result.StructuredContent!.Value.GetProperty("messages").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()).ToList();
        Assert.InRange(shown.Count, 260, 269); // of 5,400 units, 20 for each
        Assert.Equal(Enumerable.Reverse(ids).Take(shown.Count), shown);
        Assert.Contains("shorter than asked", result.AllText(), StringComparison.Ordinal);
        Assert.Equal($"more than {shown.Count}", result.Field("matches"));
        Assert.NotEmpty(result.Field("nextPageToken")!); // there is one
        Assert.InRange(int.Parse(result.Field("unitsSpent")!), 5_200, 5_400);
    }

    // Defect 19: headers were looked up with their letter case.
    [Fact]
    public async Task Finds_headers_whatever_their_letter_case()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.Deliver(System.Text.Encoding.UTF8.GetBytes(
            "FROM: ann@example.org\r\nto: owner@example.com\r\nsUBJECT: Odd case\r\nDATE: Mon, 02 Nov 2026 09:00:00 +0000\r\n\r\nText\r\n"));

        var result = await server.CallAsync("search_emails", """{"query":"in:inbox"}""");

        Assert.Contains("Subject: Odd case\nFrom: ann@example.org\nDate: Mon, 02 Nov 2026 09:00:00 +0000\n", result.Text(), StringComparison.Ordinal);
    }

    // Defect 20: there was no way to the second page.
    [Fact]
    public async Task Pages_through_all_hits()
    {
        await using var server = await TestServer.StartAsync();
        var delivered = Enumerable.Range(1, 5).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}"), receivedAt: At(i))).ToList();

        var seen = new List<string?>();
        string? page = null;
        do
        {
            var arguments = new System.Text.Json.Nodes.JsonObject { ["query"] = "in:inbox", ["maxResults"] = 2 };
            if (page is not null)
            {
                arguments["pageToken"] = page;
            }

            var result = await server.CallAsync("search_emails", arguments);
            var messages = result.StructuredContent!.Value.GetProperty("messages");
            seen.AddRange(messages.EnumerateArray().Select(hit => hit.GetProperty("id").GetString()));
            page = result.StructuredContent!.Value.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
            Assert.Equal(page is not null, result.AllText().Contains("pageToken", StringComparison.Ordinal));
        }
        while (page is not null);

        Assert.Equal(delivered.AsEnumerable().Reverse(), seen);
    }

    [Fact]
    public async Task Counts_only_what_was_listed()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            server.Mailbox.Deliver(Some.Message($"Mail {i}"));
        }

        var all = await server.CallAsync("search_emails", """{"query":"subject:mail"}""");
        var some = await server.CallAsync("search_emails", """{"query":"subject:mail","maxResults":2}""");
        var next = await server.CallAsync("search_emails", Page(some));
        var last = await server.CallAsync("search_emails", Page(next));

        Assert.Equal("5", all.Field("matches"));
        Assert.Equal("more than 2", some.Field("matches"));
        Assert.Contains("Matches of subject:mail: more than 2. The next page: pageToken", some.AllText(), StringComparison.Ordinal);
        Assert.Equal("2 on this page, more follow", next.Field("matches"));
        Assert.Equal("1 on this page, the last", last.Field("matches"));
        Assert.DoesNotContain("Matches of", last.AllText(), StringComparison.Ordinal);

        static string Page(ModelContextProtocol.Protocol.CallToolResult before) =>
            $$"""{"query":"subject:mail","maxResults":2,"pageToken":"{{before.Field("nextPageToken")}}"}""";
    }

    [Theory]
    [InlineData("", "in:inbox")]
    [InlineData("from:ann is:unread", "from:ann is:unread")]
    public async Task Says_which_query_ran(string query, string ran)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("search_emails", $$"""{"query":"{{query}}"}""");

        Assert.Equal(ran, result.Field("query"));
    }

    // Defect 21: a request for each hit, all at once.
    [Fact]
    public async Task Asks_for_all_hits_in_few_requests()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            server.Mailbox.Deliver(Some.Message($"Mail {i}"));
        }

        await server.CallAsync("search_emails", """{"query":"in:inbox","maxResults":20}""");

        Assert.Equal(20, server.Gmail.Requests.Count(request => request.MethodId == "users.messages.get"));
        Assert.All(
            server.Gmail.Requests.Where(request => request.MethodId == "users.messages.get"),
            request => Assert.True(request.IsBatchPart));
    }

    [Fact]
    public async Task Lists_the_inbox_for_an_empty_query()
    {
        await using var server = await TestServer.StartAsync();
        var inbox = server.Mailbox.Deliver(Some.Message("In the inbox"));
        server.Mailbox.Deliver(Some.Message("Archived"), labelIds: []);

        var result = await server.CallAsync("search_emails", """{"query":""}""");

        Assert.Contains(inbox, result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Archived", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 10)]
    [InlineData("3", 3)]
    [InlineData("\"3\"", 3)]
    public async Task Gives_as_many_as_asked(string maxResults, int expected)
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            server.Mailbox.Deliver(Some.Message($"Mail {i}"));
        }

        var result = await server.CallAsync("search_emails", $$"""{"query":"in:inbox","maxResults":{{maxResults}}}""");

        Assert.Equal(expected, result.StructuredContent!.Value.GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("501")]
    public async Task Refuses_a_count_that_Gmail_cannot_give(string maxResults)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("search_emails", $$"""{"query":"x","maxResults":{{maxResults}}}""");

        Assert.True(result.IsError);
        Assert.Equal(
            $"Error: maxResults must be 1 to 500; got {maxResults}. Pass nextPageToken as pageToken for more.", result.Text());
    }

    [Fact]
    public async Task Does_not_say_that_nothing_matches_when_Gmail_gives_none_of_the_hits()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.Deliver(Some.Message("One"));
        server.Mailbox.Deliver(Some.Message("Two"));
        server.Gmail.Faults.Add(Gmail.Emulator.EmulatedFault.DailyLimitExceeded(), "users.messages.get", times: 2);

        var result = await server.CallAsync("search_emails", """{"query":"in:inbox"}""");

        Assert.Equal("2 emails match, but Gmail gave none of them; search again.", result.Text());
    }

    private static DateTimeOffset At(int hour) => new(2026, 11, 2, hour, 0, 0, TimeSpan.Zero);
}
