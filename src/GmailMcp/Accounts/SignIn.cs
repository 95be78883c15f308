using System.Net.Sockets;
using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>Starts sign-ins with Google and keeps what they bring.</summary>
internal sealed class SignIn(
    AccountSettings settings, CredentialsStore store, KeysLocator locator, GoogleOAuth google, TimeProvider clock)
{
    /// <summary>Listens for the callback and makes the address that the person visits. Nothing waits yet.</summary>
    /// <exception cref="SignInRequiredException">There are no keys.</exception>
    /// <exception cref="PortBusyException">Another program has the port and the client allows no other.</exception>
    /// <exception cref="AccountException">The request cannot work; it says why.</exception>
    public async Task<PendingSignIn> StartAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        if (store is EnvironmentCredentials)
        {
            throw new AccountException(
                $"The tokens come from {store.Name}, so a sign-in would not be used.",
                $"Unset {store.Name} and what belongs to it, then sign in.");
        }

        var keys = request.Keys ?? locator.FindOrExplain();
        var client = store.KeepsClient && keys.IsKept && !IsTheServers(keys) ? keys : null;
        var chosen = CallbackAddress.Choose(keys, request.CallbackAddress);
        var callback = chosen with { Port = request.ListenPort ?? chosen.Port };
        var listenOn = CallbackAddress.ListenOn(request.CallbackHost ?? settings.CallbackHost);
        var known = ReadKnown();

        // Also finds out, before anybody is sent to a browser, that there is somewhere to keep the result.
        using (await store.LockAsync(cancellationToken))
        {
        }

        var scopes = request.Scopes.Concat(GoogleScopes.Identity).Distinct().ToList();
        var pending = new PendingSignIn(
            (exchange, cancellation) => KeepAsync(keys, client, scopes, exchange, cancellation), google.Explain, clock);
        try
        {
            pending.Start(
                callback,
                listenOn,
                request,
                (redirectUri, state, challenge) => google.AuthorizationAddress(new()
                {
                    ClientId = keys.ClientId,
                    RedirectUri = redirectUri,
                    Scopes = scopes,
                    State = state,
                    CodeChallenge = challenge,
                    LoginHint = known?.Address,
                }),
                clock);
            return pending;
        }
        catch (SocketException refused)
        {
            await pending.DisposeAsync();
            throw Explain(refused, keys, callback);
        }
    }

    // What the operator configured is looked up at each refresh, so that a new secret works at once.
    private bool IsTheServers(OAuthKeys keys) => locator.Find()?.ClientId == keys.ClientId;

    private Credentials? ReadKnown()
    {
        try
        {
            return store.Read();
        }
        catch (AccountException unreadable) when (store is CredentialsFile && unreadable.InnerException is not KeychainException)
        {
            // Unreadable credentials are a reason to sign in, not an obstacle; an unsafe file is refused when written.
            return null;
        }
    }

    private async Task<SignedIn> KeepAsync(
        OAuthKeys keys,
        OAuthKeys? client,
        List<string> asked,
        CallbackExchange exchange,
        CancellationToken cancellationToken)
    {
        var answer = await google.ExchangeAsync(
            keys, exchange.Code, exchange.Verifier, exchange.RedirectUri, cancellationToken);
        using var hold = await store.LockAsync(cancellationToken);
        var credentials = Combine(ReadKnown(), keys, asked, answer) with { Client = client };
        if (!store.TryWrite(credentials))
        {
            throw new AccountException(
                $"Google signed {credentials.Account.Name} in, but the credentials could not be written to "
                + $"{store.Name}.",
                "Free the disk or correct the folder's permissions, then sign in again: gmail-mcp auth.");
        }

        if (!store.KeepsClient)
        {
            locator.KeepBesideCredentials(keys);
        }

        return new()
        {
            Account = credentials.Account,
            GrantedScopes = credentials.Scopes,
            RefusedScopes = GoogleScopes.Missing(credentials.Scopes, asked),
            StoredAt = store.Name,
        };
    }

    private Credentials Combine(Credentials? known, OAuthKeys keys, List<string> asked, TokenAnswer answer)
    {
        var isStillGood = known is { Subject: { } subject, SignInAgain: null }
            && subject == answer.Subject
            && known.ClientId == keys.ClientId;
        var refreshToken = answer.RefreshToken ?? (isStillGood ? known?.RefreshToken : null);
        if (refreshToken is null)
        {
            throw new AccountException(
                $"Google signed {answer.Address ?? "the account"} in but sent no refresh token, so the sign-in "
                + "would end within the hour.",
                "Remove the application at https://myaccount.google.com/connections, then sign in again.");
        }

        var now = clock.GetUtcNow();
        return new()
        {
            AccessToken = answer.AccessToken,
            RefreshToken = refreshToken,
            ExpiresAt = now + answer.ExpiresIn,
            Scopes = answer.Scopes ?? asked,
            ClientId = keys.ClientId,
            Subject = answer.Subject,
            Address = answer.Address,
            SignedInAt = answer.RefreshToken is null ? known?.SignedInAt ?? now : now,
            RefreshTokenExpiresAt = answer.RefreshTokenExpiresIn is { } life ? now + life : null,
            Others = known?.Others,
        };
    }

    private static AccountException Explain(SocketException refused, OAuthKeys keys, CallbackAddress callback)
    {
        if (refused.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            return new(
                $"Port {callback.Port} cannot be listened on: {refused.Message}.",
                "Give a callback address with another port, or use --no-browser.",
                refused);
        }

        var holder = ListeningProcess.Find(callback.Port) ?? "another program";
        var other = $"http://localhost:{callback.Port + 1}{CallbackAddress.DefaultPath}";
        var register = keys.Kind == ClientKind.Web
            ? $"add {other} to the client's Authorised redirect URIs in Google Cloud Console and run gmail-mcp "
            + $"auth {other}"
            : $"run gmail-mcp auth {other}";
        return new PortBusyException(
            callback.Port,
            $"Port {callback.Port}, to which Google must send the browser back ({callback.RedirectUri}), is in use "
            + $"by {holder}.",
            $"Either end that program and sign in again, or {register}.",
            refused);
    }
}
