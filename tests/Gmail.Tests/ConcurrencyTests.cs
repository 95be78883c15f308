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
            slots.Add(await Enter());
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
    public async Task A_batch_takes_the_places_that_are_free_and_at_least_one()
    {
        var small = await EnterAsync(3);
        using var batch = await _places.EnterAsync(25, CancellationToken.None);
        Assert.Equal(5, batch.Weight);
        var second = _places.EnterAsync(25, CancellationToken.None);
        var later = Enter();
        Assert.False(second.IsCompleted || later.IsCompleted);
        small[0].Dispose();
        Assert.Equal(1, (await second).Weight);
        Assert.False(later.IsCompleted);
        small[1].Dispose();
        (await later).Dispose();
    }

    [Fact]
    public async Task Forgets_a_waiter_that_was_cancelled()
    {
        var held = await EnterAsync(8);
        using var cancellation = new CancellationTokenSource();
        var cancelled = _places.EnterAsync(1, cancellation.Token);
        var next = Enter();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(next.IsCompleted);
        held[0].Dispose();
        (await next).Dispose();
        Assert.Equal(8, _places.Limit);
    }

    [Fact]
    public async Task Processes_never_hold_more_together_and_each_gets_its_part()
    {
        var state = new SharedState();
        Concurrency[] processes = [.. Enumerable.Range(0, 4).Select(_ => new Concurrency(8, state.NewProcess()))];
        var (inFlight, most) = (0, 0);
        await Task.WhenAll(processes.Select(async process =>
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
            {
                using var slot = await process.EnterAsync(1, CancellationToken.None);
                var now = Interlocked.Increment(ref inFlight);
                lock (state)
                {
                    most = Math.Max(most, now);
                }

                await Task.Yield();
                Interlocked.Decrement(ref inFlight);
                slot.Succeeded();
            }));
        }));
        Assert.InRange(most, 2, 8);
    }

    [Fact]
    public async Task A_process_that_waits_is_not_starved_by_one_that_always_has_more_to_do()
    {
        var state = new SharedState();
        var (busy, other) = (new Concurrency(8, state.NewProcess()), new Concurrency(8, state.NewProcess()));
        var held = new Queue<Concurrency.Slot>();
        for (var i = 0; i < 8; i++)
        {
            held.Enqueue(await busy.EnterAsync(1, CancellationToken.None));
        }

        var waiting = Enumerable.Range(0, 8).Select(_ => busy.EnterAsync(1, CancellationToken.None)).ToList();
        var entered = other.EnterAsync(1, CancellationToken.None);
        Assert.False(entered.IsCompleted);
        for (var i = 0; i < 5; i++)
        {
            held.Dequeue().Dispose();
        }

        (await entered).Dispose();
        Assert.InRange(waiting.Count(task => task.IsCompleted), 0, 4);
    }

    [Fact]
    public async Task The_places_of_a_process_that_was_killed_are_free()
    {
        var state = new SharedState();
        var killed = state.NewProcess();
        var dead = new Concurrency(8, killed);
        for (var i = 0; i < 8; i++)
        {
            await dead.EnterAsync(1, CancellationToken.None);
        }

        var alive = new Concurrency(8, state.NewProcess());
        var entered = alive.EnterAsync(1, CancellationToken.None);
        Assert.False(entered.IsCompleted);
        state.Kill(killed);
        (await entered).Dispose();
    }

    private Task<Concurrency.Slot> Enter() => _places.EnterAsync(1, CancellationToken.None);

    private async Task<List<Concurrency.Slot>> EnterAsync(int count)
    {
        var slots = new List<Concurrency.Slot>();
        for (var i = 0; i < count; i++)
        {
            slots.Add(await Enter());
        }

        return slots;
    }

    private async Task Finish(bool isRefused = false)
    {
        using var slot = await Enter();
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
