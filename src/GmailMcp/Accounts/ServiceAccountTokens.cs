namespace GmailMcp.Accounts;

/// <summary>
/// Access tokens for one user's mailbox by domain-wide delegation: got when needed by one caller while the others wait,
/// replaced five minutes early, and kept in memory only. There is no refresh token and nothing to revoke.
/// </summary>
/// <param name="key">The service account.</param>
/// <param name="user">Whose mailbox: an address of the organisation.</param>
/// <param name="scopes">What for.</param>
/// <param name="google">Who gives them.</param>
/// <param name="clock">Wall clock for what is signed, and with its monotonic part for how long a token lives.</param>
internal sealed class ServiceAccountTokens(
    ServiceAccountKey key, string user, IReadOnlyList<string> scopes, GoogleOAuth google, TimeProvider clock)
    : TokenSource
{
    // While Google gives no answer and the old token still works, it is asked this often and not once per call.
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Task<Held>? _request;
    private Held? _held;
    private long? _failedAt;

    /// <inheritdoc/>
    public override Task<string> GetAsync(CancellationToken cancellationToken) =>
        GetAsync(refused: null, cancellationToken);

    /// <inheritdoc/>
    public override Task<string> ReplaceAsync(string refused, CancellationToken cancellationToken) =>
        GetAsync(refused, cancellationToken);

    private async Task<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        Task<Held> request;
        lock (_gate)
        {
            if (_held is { } held && IsGood(held, refused))
            {
                return held.AccessToken;
            }

            // It belongs to all who wait for it, so no single caller's cancellation ends it.
            if (_request is not { IsCompleted: false })
            {
                _request = Task.Run(() => AskAsync(refused), CancellationToken.None);
            }

            request = _request;
        }

        return (await request.WaitAsync(cancellationToken)).AccessToken;
    }

    private async Task<Held> AskAsync(string? refused)
    {
        var now = clock.GetUtcNow();
        try
        {
            var answer = await google.AssertAsync(key.CreateAssertion(user, scopes, now), CancellationToken.None);
            var held = new Held(answer.AccessToken, now + answer.ExpiresIn, clock.GetTimestamp(), answer.ExpiresIn);
            lock (_gate)
            {
                _held = held;
                _failedAt = null;
            }

            return held;
        }
        catch (GoogleOAuthException noVerdict) when (noVerdict.Kind == GoogleOAuthErrorKind.Unavailable)
        {
            if (GoOn(refused) is { } old)
            {
                return old;
            }

            throw;
        }
        catch (GoogleOAuthException refusal)
        {
            throw DelegationErrorText.Explain(refusal, key, user, scopes, now);
        }
    }

    private Held? GoOn(string? refused)
    {
        lock (_gate)
        {
            if (_held is not { } held || held.AccessToken == refused || TimeLeft(held) <= TimeSpan.Zero)
            {
                return null;
            }

            _failedAt = clock.GetTimestamp();
            return held;
        }
    }

    private bool IsGood(Held held, string? refused)
    {
        if (held.AccessToken == refused)
        {
            return false;
        }

        var isTriedLately = _failedAt is { } failed && clock.GetElapsedTime(failed) < BetweenFailures;
        return TimeLeft(held) > (isTriedLately ? TimeSpan.Zero : AccessTokens.Early);
    }

    // The shorter of both clocks' answers: the wall clock may have been set, the other may have slept.
    private TimeSpan TimeLeft(Held held)
    {
        var byStopwatch = held.Life - clock.GetElapsedTime(held.Since);
        var byWall = held.EndsAt - clock.GetUtcNow();
        return byStopwatch < byWall ? byStopwatch : byWall;
    }

    /// <summary>A token in memory, with the moment it was got by a clock that never jumps.</summary>
    private sealed record Held(string AccessToken, DateTimeOffset EndsAt, long Since, TimeSpan Life)
    {
        public override string ToString() => "an access token";
    }
}
