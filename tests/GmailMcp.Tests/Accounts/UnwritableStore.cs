using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

/// <summary>A store on a full disk: reads, but keeps nothing.</summary>
internal sealed class UnwritableStore(CredentialsStore store) : CredentialsStore
{
    public override string Name => store.Name;

    public override object? Stamp() => store.Stamp();

    public override Credentials? Read() => store.Read();

    public override bool TryWrite(Credentials credentials) => false;

    public override bool Delete() => false;

    public override Task<IDisposable> LockAsync(CancellationToken cancellationToken) => store.LockAsync(cancellationToken);
}
