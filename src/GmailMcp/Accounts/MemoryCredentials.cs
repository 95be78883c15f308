namespace GmailMcp.Accounts;

/// <summary>Tokens that live as long as the process: the demo's.</summary>
internal sealed class MemoryCredentials : CredentialsStore
{
    private Credentials? _credentials;

    public override string Name => "memory";

    public override string? Place => null;

    public override bool KeepsClient => true;

    public override object? Stamp() => _credentials;

    public override Credentials? Read() => _credentials;

    public override bool TryWrite(Credentials credentials)
    {
        _credentials = credentials;
        return true;
    }

    public override bool Delete()
    {
        var was = _credentials;
        _credentials = null;
        return was is not null;
    }

    public override Task<IDisposable> LockAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable>(NoLock.Instance);
}
