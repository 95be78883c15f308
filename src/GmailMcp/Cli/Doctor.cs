using System.Globalization;
using System.Net.Sockets;
using GmailMcp.Accounts;
using GmailMcp.Policy;
using GmailMcp.Storage;

namespace GmailMcp.Cli;

/// <summary>
/// Looks at everything a sign-in needs that can be seen without a network, and says how to put it right.
/// </summary>
internal sealed class Doctor(OwnerAccount account, Profile profile, TimeProvider clock)
{
    private static readonly TimeSpan TestingLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan SoonOver = TimeSpan.FromDays(2);

    /// <summary>All findings, the causes before what follows from them.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync()
    {
        var findings = new List<Finding>();
        var keys = CheckKeys(findings);
        if (keys is not null)
        {
            findings.Add(CheckRedirectUris(keys));
        }

        CheckPermissions(findings);
        if (CheckCredentials(keys, findings) is { } credentials)
        {
            findings.Add(CheckScopes(credentials));
            findings.Add(CheckTokenAge(credentials));
        }

        if (keys is not null)
        {
            findings.Add(await CheckPortAsync(keys));
        }

        return findings;
    }

    private OAuthKeys? CheckKeys(List<Finding> findings)
    {
        try
        {
            var keys = account.Keys.FindOrExplain();
            var kind = keys.Kind == ClientKind.Installed ? "Desktop app" : "Web application";
            findings.Add(Finding.Ok("keys", $"{kind} client {keys.ClientId} from {keys.Source}"));
            return keys;
        }
        catch (AccountException failure)
        {
            findings.Add(Finding.Problem("keys", failure.What, failure.Repair));
            return null;
        }
    }

    private static Finding CheckRedirectUris(OAuthKeys keys)
    {
        if (keys.Kind == ClientKind.Installed)
        {
            return Finding.Ok("redirect URIs", "a desktop client may be called back on any loopback port");
        }

        var chosen = CallbackAddress.Choose(keys, typed: null).RedirectUri;
        return keys.RedirectUris.Contains(chosen)
            ? Finding.Ok("redirect URIs", $"{chosen} is registered and will be used")
            : Finding.Warning(
                "redirect URIs",
                $"{keys.Source} lists no redirect URI that can be listened on; {chosen} would be sent",
                $"Add {chosen} under Authorised redirect URIs in Google Cloud Console and download the keys again.");
    }

    // Looked at before the credentials are read, because reading repairs.
    private void CheckPermissions(List<Finding> findings)
    {
        string?[] paths = [account.Settings.CredentialsPath, account.Keys.HomePath];
        foreach (var path in paths.OfType<string>().Where(OwnerOnlyFile.Exists))
        {
            findings.Add(OwnerOnlyFile.FindLoose(path) is { } loose
                ? Finding.Warning(
                    "permissions",
                    $"{path} is open to other users: {loose}",
                    $"chmod 600 '{path}' and chmod 700 its folder.")
                : Finding.Ok("permissions", $"{path} is its owner's alone"));
        }
    }

    private Credentials? CheckCredentials(OAuthKeys? keys, List<Finding> findings)
    {
        var (credentials, finding) = ReadCredentials(keys);
        findings.Add(finding);
        return credentials;
    }

    private (Credentials? Credentials, Finding Finding) ReadCredentials(OAuthKeys? keys)
    {
        const string SignIn = "Sign in: gmail-mcp auth.";
        try
        {
            return account.Store.Read() switch
            {
                null => (null, Finding.Problem(
                    "credentials", $"nobody is signed in: nothing at {account.Store.Name}", SignIn)),
                { SignInAgain: { } why } refused => (refused, Finding.Problem(
                    "credentials", $"Google refused the refresh token of {refused.Account.Name} ({why})", SignIn)),
                { ClientId: { } made } other when keys is not null && made != keys.ClientId => (other, Finding.Problem(
                    "credentials",
                    $"{account.Store.Name} belongs to the client {made}, but the keys are of {keys.ClientId}",
                    "Put that client's keys back, or sign in again: gmail-mcp auth.")),
                { RefreshToken: null } brief => (brief, Finding.Warning(
                    "credentials",
                    $"{account.Store.Name} holds no refresh token: access ends within the hour",
                    SignIn)),
                var good => (good, Finding.Ok("credentials", $"{good.Account.Name}, from {account.Store.Name}")),
            };
        }
        catch (AccountException failure)
        {
            return (null, Finding.Problem("credentials", failure.What, failure.Repair));
        }
    }

    private Finding CheckScopes(Credentials credentials)
    {
        var name = profile.ToString().ToLowerInvariant();
        if (credentials.Scopes.Count == 0)
        {
            return Finding.Ok("scopes", "the credentials do not say what was granted; Gmail decides at each call");
        }

        var missing = GoogleScopes.Missing(credentials.Scopes, ProfileScopes.For(profile));
        return missing.Count == 0
            ? Finding.Ok("scopes", $"all that the profile {name} needs is granted")
            : Finding.Warning(
                "scopes",
                $"the profile {name} needs {string.Join(", ", missing.Select(GoogleScopes.Short))}, "
                + "which was not granted: the tools that need it are not listed",
                $"gmail-mcp auth --profile {name}, or run the server with a lower --profile.");
    }

    private Finding CheckTokenAge(Credentials credentials)
    {
        const string Publish =
            "Publish the OAuth app in Google Cloud Console (Audience, Publish app), then sign in again: gmail-mcp auth.";
        var now = clock.GetUtcNow();
        if (credentials.RefreshTokenExpiresAt is { } end)
        {
            return end <= now
                ? Finding.Problem(
                    "token age", $"the sign-in ended on {Date(end)}: the OAuth app is in Testing", Publish)
                : Finding.Warning(
                    "token age",
                    $"the sign-in ends on {Date(end)}: the OAuth app is in Testing, where it lasts 7 days",
                    Publish);
        }

        if (credentials.SignedInAt is not { } start)
        {
            return Finding.Ok("token age", "unknown: the credentials come from another server");
        }

        var age = now - start;
        if (age >= TestingLife - SoonOver && age < TestingLife)
        {
            return Finding.Warning(
                "token age",
                $"signed in on {Date(start)}; if the OAuth app is in Testing, this ends on {Date(start + TestingLife)}",
                Publish);
        }

        return Finding.Ok("token age", $"signed in on {Date(start)}");
    }

    private async Task<Finding> CheckPortAsync(OAuthKeys keys)
    {
        var callback = CallbackAddress.Choose(keys, typed: null);
        try
        {
            await using var listener = CallbackListener.Start(
                CallbackAddress.ListenOn(account.Settings.CallbackHost),
                callback.Port,
                callback.Path,
                (_, _) => Task.FromResult(CallbackAnswer.NotFound),
                clock);
            return Finding.Ok("port", $"{callback.Port} is free for the sign-in's callback");
        }
        catch (SocketException) when (callback.MayUseAnotherPort)
        {
            return Finding.Ok("port", $"{callback.Port} is in use; a desktop client signs in over another");
        }
        catch (SocketException busy)
        {
            var holder = ListeningProcess.Find(callback.Port);
            return Finding.Warning(
                "port",
                $"{callback.Port} cannot be listened on "
                + $"({busy.SocketErrorCode}{(holder is null ? "" : $", held by {holder}")}); "
                + "it is needed only while signing in",
                "End that program before gmail-mcp auth, or register a redirect URI with another port and pass it "
                + "to gmail-mcp auth.");
        }
    }

    private static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
