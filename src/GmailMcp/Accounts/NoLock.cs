namespace GmailMcp.Accounts;

/// <summary>Stands where there is nothing to hold.</summary>
internal sealed class NoLock : IDisposable
{
    public static NoLock Instance { get; } = new();

    public void Dispose()
    {
    }
}
