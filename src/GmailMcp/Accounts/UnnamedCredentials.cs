namespace GmailMcp.Accounts;

/// <summary>
/// Stand-ins for Google are set and no credentials file is named: there is nothing to read and nowhere to write.
/// </summary>
internal sealed class UnnamedCredentials : CredentialsStore
{
    public override string Name => AccountSettings.CredentialsPathVariable;

    public override object? Stamp() => null;

    public override Credentials? Read() => null;

    public override bool TryWrite(Credentials credentials) => throw Unnamed();

    public override bool Delete() => false;

    public override Task<IDisposable> LockAsync(CancellationToken cancellationToken) => throw Unnamed();

    private static AccountException Unnamed() =>
        new(
            $"{GoogleEndpoints.ApiRootVariable} or {GoogleEndpoints.OAuthRootVariable} is set, so ~/.gmail-mcp is "
            + "not used: "
            + "Google's real tokens live there.",
            $"Name a file in {AccountSettings.CredentialsPathVariable}.");
}
