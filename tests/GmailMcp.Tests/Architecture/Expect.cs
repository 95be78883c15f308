namespace GmailMcp.Tests.Architecture;

/// <summary>For rules that many places can break at once.</summary>
internal static class Expect
{
    /// <summary>Fails with every item, not only the first few.</summary>
    public static void None(IEnumerable<string> breaches)
    {
        var all = breaches.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
