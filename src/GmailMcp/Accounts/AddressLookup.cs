using Gmail;

namespace GmailMcp.Accounts;

/// <summary>
/// Whose mailbox credentials open whose file does not say, as the Node servers' do not: asked of Gmail when somebody
/// wants to know, and kept in memory for as long as the credentials are the same.
/// </summary>
/// <param name="store">Where the credentials are.</param>
/// <param name="connect">The client that uses them.</param>
/// <param name="signInBy">How the owner signs in, for sentences.</param>
internal sealed class AddressLookup(CredentialsStore store, Func<GmailClient> connect, string signInBy) : IDisposable
{
    // Calls that come together ask once.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private (string Grant, string Address)? _known;

    /// <summary>The address; null where nobody is signed in. Costs 1 unit the first time, unless the file has it.</summary>
    /// <exception cref="AccountException">Gmail does not tell.</exception>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (store.Read() is { } credentials)
            {
                if (credentials.Address is { } written)
                {
                    return written;
                }

                var grant = GrantOf(credentials);
                if (_known is { } known && known.Grant == grant)
                {
                    return known.Address;
                }

                // Somebody may have signed in meanwhile: then the answer may be of the mailbox before or after.
                var address = await AskAsync(cancellationToken);
                if (store.Read() is { } now && GrantOf(now) == grant)
                {
                    _known = (grant, address);
                }
            }

            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // A refresh brings a new access token and keeps the refresh token.
    internal static string GrantOf(Credentials credentials) =>
        credentials.RefreshToken ?? credentials.AccessToken ?? "";

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var profile = await connect().Profile.GetAsync(cancellationToken);
            return profile.EmailAddress is { Length: > 0 } address
                ? address
                : throw Unknown("Gmail's answer names no address.", $"Leave account out, or sign in again: {signInBy}.");
        }
        catch (GmailException failure)
        {
            throw Unknown(
                $"Gmail was asked: {failure.Message}",
                $"{failure.Advice} Or leave account out, or sign in again: {signInBy}.",
                failure);
        }
    }

    private AccountException Unknown(string reason, string repair, Exception? cause = null) =>
        new($"Whose mailbox this is, is not known: {store.Name} names nobody. {reason}", repair, cause);
}
