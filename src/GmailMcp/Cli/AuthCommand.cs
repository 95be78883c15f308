using System.CommandLine;
using GmailMcp.Accounts;

namespace GmailMcp.Cli;

/// <summary>
/// <c>gmail-mcp auth [callback-url]</c>: signs in with Google. <c>auth list</c> and <c>auth logout</c> stand below
/// it.
/// </summary>
internal static class AuthCommand
{
    /// <param name="console">The process.</param>
    /// <param name="settings">The program's own --profile and --read-only: they say what to ask for.</param>
    public static Command Create(AccountConsole console, ServeOptions settings)
    {
        var options = new SignInOptions();
        var command = new CommandWithExamples(
            "auth",
            "Sign in with Google",
            "gmail-mcp auth",
            "gmail-mcp auth --profile readonly",
            "gmail-mcp auth --no-browser",
            "gmail-mcp auth --keychain",
            "gmail-mcp auth https://mail.example.com/oauth2callback")
        {
            AuthListCommand.Create(console),
            AuthLogoutCommand.Create(console),
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => console.RunAsync(async account =>
        {
            if (options.UsesKeychain(parsed) is { } usesKeychain
                && await new KeychainMove(console, account).RunAsync(usesKeychain, cancellationToken))
            {
                return 0;
            }

            return await SignInAsync(
                console,
                account,
                options.Read(parsed, settings),
                options.OpensBrowser(parsed),
                cancellation => AfterSignIn.RunAsync(console, settings.Rung(parsed), settings.Given(parsed), cancellation),
                cancellationToken);
        }));
        return command;
    }

    private static async Task<int> SignInAsync(
        AccountConsole console,
        OwnerAccount account,
        SignInRequest request,
        bool opensBrowser,
        Func<CancellationToken, Task> next,
        CancellationToken cancellationToken)
    {
        var keys = await new FirstKeys(console, account).FindAsync(cancellationToken);
        foreach (var doubt in KeysCheck.Doubts(keys, request.CallbackAddress, account.Settings.Endpoints.AreStandIns))
        {
            await console.Error.WriteLineAsync($"Notice: {doubt}");
        }

        var signedIn = await WaitAsync(console, account, request with { Keys = keys }, opensBrowser, cancellationToken);
        await console.Out.WriteLineAsync("Authentication completed successfully");
        await console.Out.WriteLineAsync(
            $"Signed in: {signedIn.Account.Name}. Credentials: {signedIn.StoredAt}. "
            + $"Granted: {Words(signedIn.GrantedScopes.Where(scope => !GoogleScopes.IsIdentity(scope)))}.");
        if (signedIn.RefusedScopes.Count > 0)
        {
            await console.Out.WriteLineAsync(
                $"Not granted on Google's page: {Words(signedIn.RefusedScopes)}. The tools that need it are not "
                + "listed; "
                + "run gmail-mcp auth again and leave it ticked.");
        }

        await next(cancellationToken);
        return 0;
    }

    private static async Task<SignedIn> WaitAsync(
        AccountConsole console, OwnerAccount account, SignInRequest request, bool opensBrowser, CancellationToken cancellationToken)
    {
        await using var progress = new Progress(console.Progress, "Waiting for your browser (Ctrl+C gives up)", console.Clock);
        var browser = console.Browser ?? new SystemBrowser(account.Settings.CanShowBrowser);
        return await new BrowserSignIn(account.SignIn, new WatchedBrowser(browser, () => progress.Start())).RunAsync(
            request,
            opensBrowser,
            console.Out.WriteLine,
            console.In is { } input ? input.ReadAsync : null,
            port => console.FindOperatorKey(account.Settings) is { } key ? new RunningServer(port, key) : null,
            cancellationToken);
    }

    private static string Words(IEnumerable<string> scopes) => string.Join(", ", scopes.Select(GoogleScopes.Short));
}
