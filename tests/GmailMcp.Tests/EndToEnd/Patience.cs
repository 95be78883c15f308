namespace GmailMcp.Tests.EndToEnd;

/// <summary>How long a test waits for a process before it calls it hung. Generous: several of them share the machine.</summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(40);

    /// <summary>Waits for what must come, and names it when it does not.</summary>
    public static async Task<T> ForAsync<T>(Task<T> task, Func<string> what, TimeSpan? longest = null)
    {
        try
        {
            return await task.WaitAsync(longest ?? Long, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {(longest ?? Long).TotalSeconds} s in vain for {what()}");
        }
    }

    /// <summary>Asks until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Long);
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
