using System.CommandLine;
using GmailMcp.Accounts;

namespace GmailMcp.Cli;

/// <summary><c>gmail-mcp auth logout [ACCOUNT]</c>: revokes the grant at Google and deletes the credentials.</summary>
internal static class AuthLogoutCommand
{
    public static Command Create(AccountConsole console)
    {
        var name = new Argument<string?>("account")
        {
            Description = "The address; needed only to be sure",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new CommandWithExamples(
            "logout",
            "Revoke the access at Google and delete the credentials",
            "gmail-mcp auth logout",
            "gmail-mcp auth logout sample.person@example.com")
        {
            name,
        };
        command.Settings = [];
        command.SetAction((parsed, cancellationToken) =>
            console.RunAsync(account => LogOutAsync(console, account, parsed.GetValue(name), cancellationToken)));
        return command;
    }

    private static async Task<int> LogOutAsync(
        AccountConsole console, OwnerAccount account, string? name, CancellationToken cancellationToken)
    {
        account.Require(name);
        using var hold = await account.Store.LockAsync(cancellationToken);
        var (credentials, unreadable) = Read(account.Store);
        if (credentials is null && unreadable is null)
        {
            console.WipeMail(account.Settings, null);
            await console.Out.WriteLineAsync($"Nobody is signed in: there are no credentials at {account.Store.Name}.");
            return 0;
        }

        var isRevoked = await RevokeAsync(console, account, credentials, cancellationToken);
        if (account.Store.Delete())
        {
            await console.Out.WriteLineAsync($"Deleted {account.Store.Name}.");
        }
        else if (account.Store is EnvironmentCredentials)
        {
            await console.Out.WriteLineAsync(
                $"The tokens come from {account.Store.Name}: unset it and what belongs to it.");
        }

        // After the tokens: a server that still runs keeps nothing of a sign-in that is gone.
        console.WipeMail(account.Settings, credentials?.Address);
        return isRevoked ? 0 : 1;
    }

    // Credentials that cannot be read can still be deleted, which is what was asked.
    private static (Credentials? Credentials, AccountException? Unreadable) Read(CredentialsStore store)
    {
        try
        {
            return (store.Read(), null);
        }
        catch (AccountException unreadable)
        {
            return (null, unreadable);
        }
    }

    private static async Task<bool> RevokeAsync(
        AccountConsole console, OwnerAccount account, Credentials? credentials, CancellationToken cancellationToken)
    {
        const string ByHand = "Remove the app yourself at https://myaccount.google.com/connections.";
        if ((credentials?.RefreshToken ?? credentials?.AccessToken) is not { } token)
        {
            await console.Error.WriteLineAsync(
                $"Not revoked at Google: {account.Store.Name} holds no usable token. {ByHand}");
            return false;
        }

        try
        {
            var name = credentials?.Account.Name;
            var revocation = await account.Google.RevokeAsync(token, cancellationToken);
            await console.Out.WriteLineAsync(revocation == Revocation.Revoked
                ? $"Revoked at Google: all access that {name} gave to this OAuth client."
                : $"Google had already ended the access of {name}.");
            return true;
        }
        catch (GoogleOAuthException failure)
        {
            await console.Error.WriteLineAsync($"Not revoked at Google: {failure.What} {ByHand}");
            return false;
        }
    }
}
