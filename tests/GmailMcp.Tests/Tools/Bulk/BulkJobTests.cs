using System.Net.Http.Headers;
using Gmail;
using Gmail.Emulator;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Tools.Bulk;

/// <summary>Where each id ends when a job cannot be carried through.</summary>
public class BulkJobTests
{
    private const string BatchModify = "users.messages.batchModify";

    private static readonly BulkChange Star = BulkChange.Labels(["STARRED"], []);

    [Fact]
    public async Task Tells_of_the_half_that_Gmail_took_when_it_refuses_the_other()
    {
        await using var server = await TestServer.StartAsync();
        List<string> ids = [.. Deliver(server, 39), "not an id!"];
        var requests = 0;
        var gmail = Through(server, () =>
        {
            // The whole batch is refused for the malformed id; the first half goes through.
            if (++requests == 3)
            {
                server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), BatchModify);
            }
        });

        var tally = await RunAsync(gmail, ids);

        Assert.Equal(ids.Take(20), tally.Changed);
        Assert.Equal(ids.Skip(20), tally.Failed.Select(failure => failure.MessageId));
        AssertEachOnce(ids, tally);
    }

    [Fact]
    public async Task Counts_what_Gmail_took_as_changed_when_its_history_cannot_confirm_it()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 30);
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.history.list");

        var tally = await RunAsync(Through(server, () => { }), ids, batchSize: 20);

        Assert.Equal(ids.Take(20), tally.Changed);
        Assert.Equal(ids.Skip(20), tally.NotTried);
    }

    [Fact]
    public async Task Keeps_each_id_in_one_list_when_a_later_batch_ends_the_job()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 60);
        ids[20] = "not an id!";
        var requests = 0;
        var gmail = Through(server, () =>
        {
            // The second batch is halved down to its malformed id, its first; then Gmail has had enough.
            if (++requests == 8)
            {
                server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), BatchModify);
            }
        });

        var tally = await RunAsync(gmail, ids, batchSize: 20);

        AssertEachOnce(ids, tally);
        Assert.Contains("not an id!", tally.Failed.Select(failure => failure.MessageId));
        Assert.Equal(
            server.Mailbox.Messages.Where(message => message.LabelIds.Contains("STARRED")).Select(message => message.Id).Order(),
            tally.Changed.Order());
        Assert.Equal(ids.Skip(40), tally.NotTried.TakeLast(20));
    }

    [Fact]
    public async Task Tells_what_was_done_when_the_sign_in_ends()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 60);
        var requests = 0;
        var gmail = Through(server, () =>
        {
            if (++requests == 2)
            {
                throw new AccountException("The sign-in has ended.", "Sign in again.");
            }
        });

        var tally = await RunAsync(gmail, ids, batchSize: 20);

        Assert.Equal(ids.Take(20), tally.Changed);
        Assert.Equal(ids.Skip(20).Take(20), tally.Failed.Select(failure => failure.MessageId));
        Assert.Equal(ids.Skip(40), tally.NotTried);
        Assert.All(tally.Failed, failure => Assert.Equal("The sign-in has ended. Sign in again.", failure.Reason));
    }

    [Fact]
    public async Task Fails_whole_when_nothing_was_done()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 30);
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), BatchModify);

        await Assert.ThrowsAsync<GmailException>(() => RunAsync(Through(server, () => { }), ids));
    }

    [Fact]
    public async Task Begins_no_batch_that_could_outlast_the_call()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 60);
        var clock = new FakeTimeProvider();

        var tally = await new BulkJob(Through(server, () => { }), Star, clock).RunAsync(
            ids, batchSize: 20, done => clock.Advance(TimeSpan.FromSeconds(25)), TestContext.Current.CancellationToken);

        Assert.Equal(ids.Take(40), tally.Changed);
        Assert.Equal(ids.Skip(40), tally.NotTried);
    }

    [Fact]
    public async Task Gives_the_tally_when_Gmail_does_not_answer_within_the_time_of_a_call()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 60);
        var clock = new FakeTimeProvider();
        var requests = 0;
        var gmail = Connect(server, new InterceptedGmail(server.Gmail, "/batchModify", async token =>
        {
            if (++requests == 2)
            {
                clock.Advance(TimeSpan.FromSeconds(119));
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        }));

        var tally = await new BulkJob(gmail, Star, clock).RunAsync(
            ids, batchSize: 20, onProgress: null, TestContext.Current.CancellationToken);

        Assert.Equal(ids.Take(20), tally.Changed);
        Assert.Equal(ids.Skip(20).Take(20), tally.Unverified); // it may have been done
        Assert.Equal(ids.Skip(40), tally.NotTried);
    }

    [Fact]
    public async Task A_thousand_that_all_change_cost_few_requests_and_units()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 1_000);
        var gmail = Through(server, () => { });

        var tally = await RunAsync(gmail, ids);

        Assert.Equal(ids, tally.Changed);
        Assert.InRange(server.Gmail.Requests.Count, 3, 6);
        Assert.InRange(gmail.UnitsSpent, 50, 120);
    }

    [Fact]
    public async Task What_was_so_already_is_told_by_a_list_and_not_one_by_one()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 600);
        var gmail = Through(server, () => { });
        await RunAsync(gmail, ids.Take(400).ToList());
        var before = gmail.UnitsSpent;

        var tally = await RunAsync(gmail, ids);

        Assert.Equal(ids.Skip(400), tally.Changed);
        Assert.Equal(ids.Take(400).Order(), tally.AlreadySo.Order());
        Assert.InRange(gmail.UnitsSpent - before, 50, 70);
    }

    [Fact]
    public async Task A_hundred_of_those_that_nothing_tells_of_are_asked_for_and_the_rest_is_unverified()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 50);
        List<string> unknown = [.. Enumerable.Range(0, 150).Select(i => $"18c2f0000000{i:x4}")];
        var gmail = Through(server, () => { });

        var tally = await RunAsync(gmail, [.. ids, .. unknown]);

        Assert.Equal(ids, tally.Changed);
        Assert.Equal(unknown.Take(100), tally.NotFound.Order());
        Assert.Equal(unknown.Skip(100), tally.Unverified);
        AssertEachOnce([.. ids, .. unknown], tally);
    }

    [Fact]
    public async Task Lets_others_go_first_when_units_are_short()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 20);
        var clock = new FakeTimeProvider();
        var ledger = new QuotaLedger(unitsPerMinute: 100, clock); // 90 to spend, and 72 of them on bulk work
        var gmail = Connect(server, server.Gmail, ledger);
        for (var i = 0; i < 75; i++)
        {
            await gmail.Profile.GetAsync(TestContext.Current.CancellationToken);
        }

        var job = RunAsync(gmail, ids);
        await gmail.Profile.GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal(76, server.Gmail.Requests.Count);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ids, (await job).Changed);
    }

    [Theory]
    [InlineData(5)] // one by one
    [InlineData(40)] // in one request
    public async Task What_waited_for_units_until_the_time_was_over_was_not_tried(int count)
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, count);
        var clock = new FakeTimeProvider();
        var gmail = Connect(server, server.Gmail, new QuotaLedger(unitsPerMinute: 100, clock)); // 72 of them for bulk work
        for (var i = 0; i < 70; i++)
        {
            await gmail.Profile.GetAsync(TestContext.Current.CancellationToken);
        }

        var job = new BulkJob(gmail, Star, clock).RunAsync(ids, BulkJob.LargestBatch, onProgress: null, TestContext.Current.CancellationToken);
        Assert.False(job.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(ids, (await job).NotTried);
        Assert.DoesNotContain(server.Gmail.Requests, request => request.MethodId is not "users.getProfile");
    }

    private static Task<BulkTally> RunAsync(GmailClient gmail, IReadOnlyCollection<string> ids, int batchSize = BulkJob.LargestBatch) =>
        new BulkJob(gmail, Star, TimeProvider.System).RunAsync(
            ids, batchSize, onProgress: null, TestContext.Current.CancellationToken);

    private static GmailClient Through(TestServer server, Action beforeBatch) =>
        Connect(server, new InterceptedGmail(server.Gmail, "/batchModify", _ =>
        {
            beforeBatch();
            return Task.CompletedTask;
        }));

    private static GmailClient Connect(TestServer server, HttpMessageHandler handler, QuotaLedger? ledger = null)
    {
        var http = new HttpClient(handler, disposeHandler: false);
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", server.Gmail.IssueAccessToken(TestServer.Address));
        return new GmailClient(http, new GmailClientOptions { Ledger = ledger });
    }

    private static List<string> Deliver(TestServer server, int count) =>
        [.. Enumerable.Range(0, count).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}")))];

    private static void AssertEachOnce(IEnumerable<string> ids, BulkTally tally) => Assert.Equal(
        ids.Order(),
        tally.Changed.Concat(tally.AlreadySo).Concat(tally.NotFound).Concat(tally.NotTried).Concat(tally.Unverified)
            .Concat(tally.Failed.Select(failure => failure.MessageId)).Order());
}
