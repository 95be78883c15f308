namespace GmailMcp.Accounts;

/// <summary>
/// One account's access token: read from the store, refreshed five minutes early by one caller while the others wait,
/// and by one process while the others wait.
/// </summary>
/// <param name="store">Where the tokens are kept.</param>
/// <param name="google">Who refreshes them.</param>
/// <param name="findKeys">The OAuth client, looked up again for each refresh, so that a corrected file works at
/// once.</param>
/// <param name="clock">Wall clock for what is written, its monotonic part for what is in memory.</param>
/// <param name="notice">Told, in a sentence, what the person running the server should know.</param>
/// <param name="signInBy">How the owner signs in, for sentences: <see cref="ByCommand"/> or <see cref="ByTool"/>.</param>
internal sealed class AccessTokens(
    CredentialsStore store,
    GoogleOAuth google,
    Func<OAuthKeys> findKeys,
    TimeProvider clock,
    Action<string> notice,
    string signInBy = AccessTokens.ByCommand)
    : TokenSource
{
    /// <summary>For the local owner, who has a terminal.</summary>
    public const string ByCommand = "gmail-mcp auth";

    /// <summary>For those who reach the server over HTTP alone.</summary>
    public const string ByTool = "the tool get_auth_url";

    /// <summary>
    /// How long before its end a token is replaced, so that none ends on the way (reliability: five minutes).
    /// </summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    // Google's access tokens live an hour. A file that promises more was written under another clock.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromHours(1);

    // While a refresh fails and the old token still works, Google is asked this often and not once per call.
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Task<Held>? _refresh;
    private Held? _held;
    private object? _stamp;
    private long? _failedAt;

    /// <summary>The tokens in use, or null before the first call and after a sign-out.</summary>
    public Credentials? Current
    {
        get
        {
            lock (_gate)
            {
                return _held?.Credentials;
            }
        }
    }

    /// <inheritdoc/>
    public override Task<string> GetAsync(CancellationToken cancellationToken) =>
        GetAsync(refused: null, cancellationToken);

    /// <inheritdoc/>
    public override Task<string> ReplaceAsync(string refused, CancellationToken cancellationToken) =>
        GetAsync(refused, cancellationToken);

    private async Task<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        Task<Held> refresh;
        lock (_gate)
        {
            AdoptIfChanged();
            if (_held is { } held && IsGood(held, refused))
            {
                return held.AccessToken;
            }

            // The refresh belongs to all who wait for it, so no single caller's cancellation may end it: it runs on,
            // bounded by GoogleOAuth's patience, and keeps what it got.
            if (_refresh is not { IsCompleted: false })
            {
                _refresh = Task.Run(() => RefreshAsync(refused), CancellationToken.None);
            }

            refresh = _refresh;
        }

        return (await refresh.WaitAsync(cancellationToken)).AccessToken;
    }

    private async Task<Held> RefreshAsync(string? refused)
    {
        using var hold = await store.LockAsync(CancellationToken.None);
        var credentials = Reread();
        lock (_gate)
        {
            // Another process may have refreshed, or the person signed in, while this one waited for the lock.
            if (_held is { } held && IsGood(held, refused))
            {
                return held;
            }
        }

        if (credentials.SignInAgain is not null)
        {
            throw Revoked(credentials);
        }

        try
        {
            var refreshToken = credentials.RefreshToken ?? throw NoRefreshToken(credentials);
            var keys = KeysFor(credentials);
            var answer = await google.RefreshAsync(keys, refreshToken, CancellationToken.None);
            return Keep(credentials, keys, answer);
        }
        catch (GoogleOAuthException failure) when (failure.Kind == GoogleOAuthErrorKind.InvalidGrant)
        {
            throw MarkRevoked(credentials, failure.Error);
        }
        catch (AccountException) when (CanGoOn(refused))
        {
            lock (_gate)
            {
                _failedAt = clock.GetTimestamp();
                return _held!; // CanGoOn has just seen it
            }
        }
    }

    private Held Keep(Credentials credentials, OAuthKeys keys, TokenAnswer answer)
    {
        var renewed = credentials with
        {
            AccessToken = answer.AccessToken,
            ExpiresAt = clock.GetUtcNow() + answer.ExpiresIn,
            RefreshToken = answer.RefreshToken ?? credentials.RefreshToken,
            Scopes = answer.Scopes ?? credentials.Scopes,
            ClientId = keys.ClientId,
        };
        if (answer.Scopes is not null && GoogleScopes.Missing(answer.Scopes, credentials.Scopes) is { Count: > 0 } lost)
        {
            notice($"Google has taken rights from {renewed.Account.Name}: "
                + $"{string.Join(", ", lost.Select(GoogleScopes.Short))}. To grant them again: {signInBy}.");
        }

        store.TryWrite(renewed);
        var held = new Held(renewed, answer.AccessToken, clock.GetTimestamp(), answer.ExpiresIn);
        lock (_gate)
        {
            _held = held;
            _stamp = store.Stamp();
            _failedAt = null;
        }

        return held;
    }

    private OAuthKeys KeysFor(Credentials credentials)
    {
        if (credentials.Client is { } own)
        {
            return own;
        }

        var keys = findKeys();
        return credentials.ClientId is not { } made || made == keys.ClientId
            ? keys
            : throw new AccountException(
                $"The credentials in {store.Name} were made with the OAuth client {made}, but the keys from "
                + $"{keys.Source} are of "
                + $"{keys.ClientId}: a refresh token works only with its own client.",
                "Put that client's keys back, or sign in again with the new ones: " + signInBy + ".");
    }

    // Called inside the gate.
    private void AdoptIfChanged()
    {
        var stamp = store.Stamp();
        if (_held is not null && Equals(stamp, _stamp))
        {
            return;
        }

        Adopt(store.Read(), stamp);
    }

    private Credentials Reread()
    {
        lock (_gate)
        {
            var stamp = store.Stamp();
            Adopt(store.Read(), stamp);
            return _held?.Credentials ?? throw NotSignedIn();
        }
    }

    private void Adopt(Credentials? read, object? stamp)
    {
        _stamp = stamp;
        if (read is null)
        {
            _held = null;
            throw NotSignedIn();
        }

        // When a new token could not be written, the file still holds the old one; memory knows better.
        var isOlder = _held is { } held
            && held.Credentials.RefreshToken == read.RefreshToken
            && read.SignInAgain is null
            && (held.Credentials.ExpiresAt ?? default) >= (read.ExpiresAt ?? default);
        if (!isOlder)
        {
            _held = new(read, read.AccessToken ?? "", clock.GetTimestamp(), Life(read));
        }
    }

    // A bare access token of unknown age is all there is, so only Gmail's 401 ends it.
    private TimeSpan Life(Credentials read)
    {
        if (read.ExpiresAt is { } end)
        {
            var left = end - clock.GetUtcNow();
            return left < LongestTrust ? left : LongestTrust;
        }

        return read.RefreshToken is null ? TimeSpan.MaxValue : LongestTrust;
    }

    // Both clocks must agree that there is time left. The monotonic one is not fooled when the wall clock jumps back,
    // the wall clock not when the machine has slept; each refresh sets both anew, so a jump costs one refresh at most.
    private bool IsGood(Held held, string? refused)
    {
        if (held.AccessToken.Length == 0 || held.AccessToken == refused || held.Credentials.SignInAgain is not null)
        {
            return false;
        }

        var isFresh = TimeLeft(held) > Early;
        var isTriedLately = _failedAt is { } failed && clock.GetElapsedTime(failed) < BetweenFailures;
        return isFresh || (isTriedLately && TimeLeft(held) > TimeSpan.Zero);
    }

    private TimeSpan TimeLeft(Held held)
    {
        var byStopwatch = held.Life - clock.GetElapsedTime(held.Since);
        var byWall = held.Credentials.ExpiresAt is { } end ? end - clock.GetUtcNow() : byStopwatch;
        return byStopwatch < byWall ? byStopwatch : byWall;
    }

    private bool CanGoOn(string? refused)
    {
        lock (_gate)
        {
            return _held is { AccessToken.Length: > 0 } held
                && held.AccessToken != refused
                && TimeLeft(held) > TimeSpan.Zero;
        }
    }

    private SignInRequiredException MarkRevoked(Credentials credentials, string error)
    {
        var marked = credentials with { SignInAgain = error };
        store.TryWrite(marked);
        lock (_gate)
        {
            _held = new(marked, "", clock.GetTimestamp(), TimeSpan.Zero);
            _stamp = store.Stamp();
        }

        return Revoked(marked);
    }

    private SignInRequiredException Revoked(Credentials credentials) =>
        new(
            SignInReason.Revoked,
            credentials.Address,
            $"Google no longer accepts the sign-in of {credentials.Account.Name} ({store.Name}): it was revoked, "
            + "the password was "
            + "changed, it was unused for six months, or the OAuth app is in Testing, where a sign-in lasts 7 days.",
            $"Sign in again: {signInBy}.");

    private SignInRequiredException NoRefreshToken(Credentials credentials) =>
        new(
            SignInReason.NoRefreshToken,
            credentials.Address,
            $"The access token of {credentials.Account.Name} in {store.Name} has run out and there is no refresh "
            + "token beside it.",
            $"Sign in again: {signInBy}.");

    // Without keys nobody could sign in, so how to get them comes first.
    private SignInRequiredException NotSignedIn()
    {
        try
        {
            _ = findKeys();
        }
        catch (SignInRequiredException noKeys)
        {
            return noKeys;
        }
        catch (AccountException)
        {
            // What is wrong with the keys is said when they are used.
        }

        return new(
            SignInReason.NotSignedIn,
            account: null,
            $"Nobody is signed in: there are no credentials at {store.Name}.",
            $"Sign in with: {signInBy}.");
    }

    /// <summary>Tokens in memory, with the moment they were got by a clock that never jumps.</summary>
    private sealed record Held(Credentials Credentials, string AccessToken, long Since, TimeSpan Life)
    {
        public override string ToString() => Credentials.ToString();
    }
}
