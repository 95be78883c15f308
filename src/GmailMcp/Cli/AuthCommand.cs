using System.CommandLine;
using System.Net;
using GmailMcp.Accounts;
using GmailMcp.Policy;

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
        var callback = new Argument<string?>("callback-url")
        {
            Description = "Where Google sends the browser back to, exactly as registered; needed behind a proxy",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var noBrowser = new Option<bool>("--no-browser")
        {
            Description = "Print the address instead of opening it; then paste the address you were sent to",
        };
        var callbackHost = new Option<string?>("--callback-host")
        {
            Description = "Listen for the callback on this IP address (0.0.0.0 in a container)",
            HelpName = "IP",
        };
        var listen = new Option<string?>("--listen")
        {
            Description = "Listen for the callback there, where a proxy forwards it to (e.g. 127.0.0.1:3000)",
            HelpName = "IP:PORT",
        };
        var scopes = new Option<string?>("--scopes")
        {
            Description = "Ask for these scopes instead of the profile's, for example gmail.readonly",
            HelpName = "LIST",
        };
        var command = new CommandWithExamples(
            "auth",
            "Sign in with Google",
            "gmail-mcp auth",
            "gmail-mcp auth --profile readonly",
            "gmail-mcp auth --no-browser",
            "gmail-mcp auth https://mail.example.com/oauth2callback")
        {
            callback,
            noBrowser,
            callbackHost,
            listen,
            scopes,
            AuthListCommand.Create(console),
            AuthLogoutCommand.Create(console),
        };
        command.SetAction((parsed, cancellationToken) => console.RunAsync(account => SignInAsync(
            console,
            account,
            new()
            {
                Scopes = parsed.GetValue(scopes) is { } list
                    ? Parse(list, settings.IsReadOnly(parsed))
                    : ProfileScopes.For(settings.Rung(parsed)),
                CallbackAddress = parsed.GetValue(callback),
                CallbackHost = ParseListen(parsed.GetValue(listen))?.Address.ToString() ?? parsed.GetValue(callbackHost),
                ListenPort = ParseListen(parsed.GetValue(listen))?.Port,
            },
            opensBrowser: !parsed.GetValue(noBrowser),
            cancellation => AfterSignIn.RunAsync(console, settings.Rung(parsed), settings.Given(parsed), cancellation),
            cancellationToken)));
        return command;
    }

    private static IReadOnlyList<string> Parse(string scopes, bool isReadOnly) => isReadOnly
        ? throw new AccountException(
            "--scopes and --read-only contradict each other: --read-only asks for gmail.readonly alone.",
            "Leave one of them out.")
        : GoogleScopes.Parse(scopes);

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

    private static IPEndPoint? ParseListen(string? text) => text is null ? null
        : IPEndPoint.TryParse(text, out var end) && end.Port != 0 ? end
        : throw new AccountException($"'{text}' is not where one can listen.", "--listen takes an IP address and a port: 127.0.0.1:3000.");

    private static string Words(IEnumerable<string> scopes) => string.Join(", ", scopes.Select(GoogleScopes.Short));
}
