namespace GmailMcp.Accounts;

/// <summary>
/// Tokens from environment variables: read-only, so what a refresh brings lives as long as the process.
/// </summary>
internal sealed class EnvironmentCredentials(Credentials tokens, string variable) : CredentialsStore
{
    private Credentials _tokens = tokens;

    public override string Name => variable;

    public override string? Place => $"{variable} {_tokens.RefreshToken ?? _tokens.AccessToken}";

    public override object? Stamp() => null;

    public override Credentials? Read() => _tokens;

    public override bool TryWrite(Credentials credentials)
    {
        _tokens = credentials;
        return true;
    }

    public override bool Delete() => false;

    public override Task<IDisposable> LockAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IDisposable>(NoLock.Instance);
}
