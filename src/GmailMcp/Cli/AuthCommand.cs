using System.CommandLine;
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
    /// <param name="profile">The program's own --profile, where it has one for all commands; null adds one
    /// here.</param>
    public static Command Create(AccountConsole console, Option<Profile>? profile = null)
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
        var scopes = new Option<string?>("--scopes")
        {
            Description = "Ask for these scopes instead of the profile's, for example gmail.readonly",
            HelpName = "LIST",
        };
        var command = new Command("auth", "Sign in with Google")
        {
            callback,
            noBrowser,
            callbackHost,
            scopes,
            AuthListCommand.Create(console),
            AuthLogoutCommand.Create(console),
        };
        var rung = profile ?? AddProfile(command);
        command.SetAction((parsed, cancellationToken) => console.RunAsync(account => SignInAsync(
            console,
            account,
            new()
            {
                Scopes = parsed.GetValue(scopes) is { } list
                    ? GoogleScopes.Parse(list)
                    : ProfileScopes.For(parsed.GetValue(rung)),
                CallbackAddress = parsed.GetValue(callback),
                CallbackHost = parsed.GetValue(callbackHost),
            },
            opensBrowser: !parsed.GetValue(noBrowser),
            cancellationToken)));
        return command;
    }

    private static Option<Profile> AddProfile(Command command)
    {
        var profile = new Option<Profile>("--profile")
        {
            Description = "What the server may do: readonly, triage, draft, send, full or delete",
            HelpName = "RUNG",
            DefaultValueFactory = _ => Profile.Full,
        };
        command.Add(profile);
        return profile;
    }

    private static async Task<int> SignInAsync(
        AccountConsole console,
        OwnerAccount account,
        SignInRequest request,
        bool opensBrowser,
        CancellationToken cancellationToken)
    {
        var keys = account.Keys.FindForSignIn(console.Out.WriteLine);
        WarnOfUnregistered(console, keys, request.CallbackAddress);
        var browser = console.Browser ?? new SystemBrowser(account.Settings.CanShowBrowser);
        var signedIn = await new BrowserSignIn(account.SignIn, browser).RunAsync(
            request with { Keys = keys },
            opensBrowser,
            console.Out.WriteLine,
            console.In is { } input ? cancellation => ReadLineAsync(input, cancellation) : null,
            cancellationToken);
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

        return 0;
    }

    private static void WarnOfUnregistered(AccountConsole console, OAuthKeys keys, string? callback)
    {
        if (callback is not null && keys.Kind == ClientKind.Web && !keys.RedirectUris.Contains(callback))
        {
            console.Error.WriteLine(
                $"Notice: {callback} is not among the redirect URIs in {keys.Source}. If Google answers "
                + "redirect_uri_mismatch, "
                + "add it under Authorised redirect URIs in Google Cloud Console, to the letter.");
        }
    }

    // A console's reader blocks whatever is asked of it, so it gets a thread of its own; the process's end frees it.
    private static Task<string?> ReadLineAsync(TextReader input, CancellationToken cancellationToken) =>
        Task.Run(input.ReadLine, cancellationToken);

    private static string Words(IEnumerable<string> scopes) => string.Join(", ", scopes.Select(GoogleScopes.Short));
}
