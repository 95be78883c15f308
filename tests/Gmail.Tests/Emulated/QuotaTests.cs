using Gmail.Messages;

namespace Gmail.Tests.Emulated;

/// <summary>The client's ledger against the limits that Gmail enforces: no call is ever refused.</summary>
public sealed class QuotaTests : IDisposable
{
    private const int Calls = 1_000;

    private readonly Scene _scene = new(limitsIdleTime: false);

    private GmailClient Gmail => _scene.Client;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_thousand_mixed_calls_meet_no_refusal()
    {
        _scene.Gmail.Faults.EnforcesQuota = true;
        var ids = Enumerable.Range(0, 25).Select(i => _scene.Deliver($"mail {i}")).ToList();
        for (var i = 0; i < Calls; i++)
        {
            await CallAsync(i, ids);
        }

        Assert.True(_scene.Gmail.Requests.Count >= Calls);
        Assert.DoesNotContain(_scene.Gmail.Requests, request => request.Status >= 400);
        Assert.Equal(_scene.Gmail.UnitsSpent, Gmail.UnitsSpent);

        // Not by being slow: nine tenths of what Gmail gives are used.
        var minutes = (_scene.Time.GetUtcNow() - Canned.JumpingTime.Noon).TotalMinutes;
        Assert.InRange(Gmail.UnitsSpent / (minutes + 1), 4_000, 6_000);
    }

    [Fact]
    public async Task Many_calls_at_once_meet_no_refusal()
    {
        _scene.Gmail.Faults.EnforcesQuota = true;
        _scene.Gmail.Faults.LimitsRequestsInFlight = true;
        var ids = Enumerable.Range(0, 8).Select(i => _scene.Deliver($"mail {i}")).ToList();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => CallAsync(i % 9, ids)));
        Assert.DoesNotContain(_scene.Gmail.Requests, request => request.Status >= 400);
    }

    private Task CallAsync(int i, List<string> ids) => (i % 10) switch
    {
        0 => Gmail.Messages.ListAsync(maxResults: 10),
        1 => Gmail.Messages.GetAsync(ids[i % ids.Count], MessageFormat.Metadata),
        2 => Gmail.Threads.GetAsync(ids[i % ids.Count], MessageFormat.Minimal),
        3 => Gmail.Messages.ModifyAsync(ids[i % ids.Count], ["STARRED"], null),
        4 => Gmail.Labels.ListAsync(),
        5 => Gmail.Messages.BatchModifyAsync(ids, ["IMPORTANT"], null),
        6 => Gmail.Threads.ListAsync(maxResults: 10),
        7 => Gmail.Profile.GetAsync(),
        8 => Gmail.Drafts.ListAsync(),
        _ => Gmail.Messages.GetManyAsync(ids, MessageFormat.Minimal),
    };
}
