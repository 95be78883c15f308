namespace Gmail.Tests;

public sealed class ConcurrencyTests
{
    private readonly Concurrency _places = new(8);

    [Fact]
    public async Task Halves_once_for_requests_that_were_refused_together()
    {
        var slots = new List<Concurrency.Slot>();
        for (var i = 0; i < 8; i++)
        {
            slots.Add(await Enter(1));
        }

        foreach (var slot in slots)
        {
            slot.Refused();
            slot.Dispose();
        }

        Assert.Equal(4, _places.Limit);
    }

    [Fact]
    public async Task Grows_by_one_for_a_round_of_successes_and_not_beyond_its_start()
    {
        await Finish(isRefused: true);
        await Finish(isRefused: true);
        Assert.Equal(2, _places.Limit);
        await Finish();
        await Finish();
        await Finish();
        Assert.Equal(3, _places.Limit);
        for (var i = 0; i < 100; i++)
        {
            await Finish();
        }

        Assert.Equal(8, _places.Limit);
    }

    [Fact]
    public async Task Never_closes()
    {
        for (var i = 0; i < 10; i++)
        {
            await Finish(isRefused: true);
        }

        Assert.Equal(1, _places.Limit);
        await Finish();
    }

    [Fact]
    public async Task Lets_nothing_run_beside_a_large_batch_and_keeps_the_order()
    {
        var small = await Enter(1);
        var batch = Enter(25);
        var later = Enter(1);
        Assert.False(batch.IsCompleted || later.IsCompleted);
        small.Dispose();
        using (await batch)
        {
            Assert.False(later.IsCompleted);
        }

        (await later).Dispose();
    }

    [Fact]
    public async Task Forgets_a_waiter_that_was_cancelled()
    {
        var held = await Enter(8);
        using var cancellation = new CancellationTokenSource();
        var cancelled = _places.EnterAsync(8, cancellation.Token);
        var next = Enter(1);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        held.Dispose();
        (await next).Dispose();
        Assert.Equal(8, _places.Limit);
    }

    private Task<Concurrency.Slot> Enter(int weight) => _places.EnterAsync(weight, CancellationToken.None);

    private async Task Finish(bool isRefused = false)
    {
        using var slot = await Enter(1);
        if (isRefused)
        {
            slot.Refused();
        }
        else
        {
            slot.Succeeded();
        }
    }
}
