using System.Net;
using System.Text;
using Gmail.Emulator;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>What update_draft says where answers are lost and others change the same draft.</summary>
public sealed class UpdateDraftDoubtTests
{
    private static readonly byte[] Theirs = Some.Message("Theirs", to: "ann@example.org");

    [Theory]
    [InlineData("""{"subject":"Other"}""")]
    [InlineData("""{"body":"Other"}""")]
    [InlineData("""{"attachments":[]}""")]
    [InlineData("""{"to":["Anna <ann@example.org>"]}""")]
    public async Task An_update_whose_answer_was_lost_is_found(string changes)
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.update");

        var result = await PersonsDrafts.UpdateAsync(server, draftId, changes);

        Assert.Null(result.IsError);
        Assert.Equal(server.Mailbox.Drafts.Single().Message.Id, result.Field("revision"));
    }

    [Fact]
    public async Task An_update_that_never_arrived_is_told_as_not_made()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.BackendError(), "users.drafts.update");

        var result = await PersonsDrafts.UpdateAsync(server, draftId, """{"subject":"Other"}""");

        Assert.True(result.IsError);
        Assert.Contains($"draft {draftId} is as it was. Call update_draft again.", result.Text(), StringComparison.Ordinal);
        Assert.Equal("Plans", PersonsDrafts.Only(server).Subject);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_somebody_else_wrote_is_not_taken_for_the_update(bool isUpdateMade)
    {
        TestServer? server = null;
        string? draftId = null;
        await using var started = server = await TestServer.StartAsync(between: gmail => new MeanwhileGmail(
            gmail,
            request => request.Method == HttpMethod.Put,
            () => PersonsDrafts.ReplaceAsync(server!, draftId!, Theirs))); // not null: set before the first request
        draftId = await PersonsDrafts.AddRichAsync(server);
        server.Gmail.Faults.Add(
            isUpdateMade ? EmulatedFault.ResetAfterWork() : EmulatedFault.BackendError(), "users.drafts.update");

        var result = await PersonsDrafts.UpdateAsync(server, draftId, """{"subject":"Mine"}""");

        Assert.True(result.IsError);
        Assert.Contains("whether this update was made before that is not known", result.Text(), StringComparison.Ordinal);
        Assert.Equal("Theirs", PersonsDrafts.Only(server).Subject);
    }

    [Fact]
    public async Task A_draft_that_is_gone_after_a_lost_answer_is_told_as_gone()
    {
        TestServer? server = null;
        string? draftId = null;
        await using var started = server = await TestServer.StartAsync(between: gmail => new MeanwhileGmail(
            gmail,
            request => request.Method == HttpMethod.Put,
            () => server!.CallAsync("delete_draft", $$"""{"draftId":"{{draftId}}"}"""))); // not null: set before the first request
        draftId = await PersonsDrafts.AddRichAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.update");

        var result = await PersonsDrafts.UpdateAsync(server, draftId, """{"subject":"Mine"}""");

        Assert.True(result.IsError);
        Assert.Contains($"draft {draftId} is gone since", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_claim_anything_when_Gmail_cannot_be_asked()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.Latency(TimeSpan.Zero), "users.drafts.get", 2); // the two looks before
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.drafts.get");
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.update");

        var result = await PersonsDrafts.UpdateAsync(server, draftId, """{"subject":"Mine"}""");

        Assert.True(result.IsError);
        Assert.Contains($"whether draft {draftId} was updated is not known", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_updates_at_once_from_the_same_revision_one_is_made()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        var revision = server.Mailbox.Drafts.Single().Message.Id;

        var results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => PersonsDrafts.UpdateAsync(
                server, draftId, $$"""{"subject":"Number {{i}}","revision":"{{revision}}"}""")));

        var made = Assert.Single(results, result => result.IsError is null);
        Assert.Equal($"Number {Array.IndexOf(results, made)}", PersonsDrafts.Only(server).Subject);
        Assert.All(results.Except([made]), result =>
            Assert.Contains("was changed since it was read", result.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_updates_at_once_of_different_things_are_both_made()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);

        var results = await Task.WhenAll(
            PersonsDrafts.UpdateAsync(server, draftId, """{"subject":"Other"}"""),
            PersonsDrafts.UpdateAsync(server, draftId, """{"body":"New words"}"""));

        Assert.All(results, result => Assert.Null(result.IsError));
        Assert.Equal("Other", PersonsDrafts.Only(server).Subject);
        Assert.Equal("New words", PersonsDrafts.Only(server).TextBody!.TrimEnd());
    }

    [Theory]
    [InlineData("{\"id\":\"r1\"}", "did not say what draft")]
    [InlineData("{\"id\":\"r1\",\"message\":{\"id\":\"18c2f0\",\"raw\":\"\"}}", "could not be read as a mail")]
    public async Task What_Gmail_does_not_show_is_not_overwritten(string answer, string expected)
    {
        await using var server = await TestServer.StartAsync(between: gmail => new AnsweringGmail(gmail, answer));

        var result = await PersonsDrafts.UpdateAsync(server, "r1", """{"subject":"Mine"}""");

        Assert.True(result.IsError);
        Assert.Contains(expected, result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    // Does something after a request was answered, or its answer lost, and before the next.
    private sealed class MeanwhileGmail(HttpMessageHandler gmail, Func<HttpRequestMessage, bool> isMeant, Func<Task> act)
        : DelegatingHandler(gmail)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                if (isMeant(request))
                {
                    await act();
                }
            }
        }
    }

    private sealed class AnsweringGmail(HttpMessageHandler gmail, string answer) : DelegatingHandler(gmail)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(answer, Encoding.UTF8, "application/json"),
            });
    }
}
