using GmailMcp.Accounts;

namespace GmailMcp.Cli;

/// <summary>
/// <c>gmail-mcp auth --keychain</c> and <c>--no-keychain</c>: where the local owner's tokens are kept. It is settled before a sign-in
/// begins, so that whoever ends it, be it a server that runs, puts them there.
/// </summary>
internal sealed class KeychainMove(AccountConsole console, OwnerAccount account)
{
    /// <returns>True where tokens that work were moved, so that nobody needs to sign in.</returns>
    /// <exception cref="AccountException">It cannot be done; the tokens are where they were.</exception>
    public async Task<bool> RunAsync(bool usesKeychain, CancellationToken cancellationToken)
    {
        if (account.Store is not CredentialsFile file)
        {
            throw new AccountException(
                $"The tokens come from {account.Store.Name}, so there is nothing to keep.",
                $"Leave {(usesKeychain ? "--keychain" : "--no-keychain")} out, or unset it and what belongs to it.");
        }

        using var hold = await file.LockAsync(cancellationToken);
        var credentials = usesKeychain ? file.MoveToKeychain() : file.MoveToFile();
        if (credentials is not { RefreshToken: not null, SignInAgain: null })
        {
            return false;
        }

        await console.Out.WriteLineAsync($"The tokens of {credentials.Account.Name} are in {file.Name}.");
        await console.Out.WriteLineAsync("To sign in again, or as somebody else: gmail-mcp auth");
        return true;
    }
}
