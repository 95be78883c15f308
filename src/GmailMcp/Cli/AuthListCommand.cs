using System.CommandLine;
using System.Globalization;
using GmailMcp.Accounts;

namespace GmailMcp.Cli;

/// <summary><c>gmail-mcp auth list</c>: who is signed in, with what rights, from where.</summary>
internal static class AuthListCommand
{
    public static Command Create(AccountConsole console)
    {
        var command = new CommandWithExamples("list", "Show who is signed in", "gmail-mcp auth list");
        command.Settings = [];
        command.SetAction((_, _) => console.RunAsync(account => Task.FromResult(List(console.Out, account))));
        return command;
    }

    private static int List(TextWriter output, OwnerAccount account)
    {
        if (account.Store.Read() is not { } credentials)
        {
            output.WriteLine(
                $"Nobody is signed in: there are no credentials at {account.Store.Name}. Sign in with: gmail-mcp auth.");
            return 0;
        }

        output.WriteLine(credentials.Address ?? "(address unknown: the credentials come from another server)");
        output.WriteLine($"  credentials  {account.Store.Name}");
        output.WriteLine($"  rights       {Rights(credentials)}");
        output.WriteLine($"  signed in    {Date(credentials.SignedInAt)}");
        output.WriteLine($"  state        {State(credentials)}");
        return 0;
    }

    private static string Rights(Credentials credentials)
    {
        var scopes = credentials.Scopes.Where(scope => !GoogleScopes.IsIdentity(scope)).ToList();
        return scopes.Count > 0
            ? string.Join(", ", scopes.Select(GoogleScopes.Short))
            : "(the credentials do not say)";
    }

    private static string State(Credentials credentials) => credentials switch
    {
        { SignInAgain: not null } => "Google refused the refresh token: sign in again with gmail-mcp auth",
        { RefreshToken: null } => "no refresh token: ends with its access token",
        { RefreshTokenExpiresAt: { } end } => $"ready; the sign-in ends on {Date(end)}",
        _ => "ready",
    };

    private static string Date(DateTimeOffset? time) =>
        time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "(unknown)";
}
