namespace GmailMcp.Accounts;

/// <summary>Where the sign-in tools start a sign-in and ask after it: one at a time, for the local owner.</summary>
/// <param name="account">The account to sign in; null in the demo, which has none.</param>
/// <param name="scopes">What is asked of Google.</param>
/// <param name="browser">Opens the page where a person sits at this machine.</param>
internal sealed class SignInDesk(LocalAccount? account, IReadOnlyList<string> scopes, IBrowser browser) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private PendingSignIn? _pending;

    /// <summary>The sign-in under way or just ended; null when none was started.</summary>
    public PendingSignIn? Pending => _pending;

    /// <summary>The folder of the credentials, the only one a caller may name; null where there is none.</summary>
    public string? StorageFolder => Path.GetDirectoryName(account?.Settings.CredentialsPath);

    /// <summary>Starts a sign-in and gives up the one before it.</summary>
    /// <exception cref="AccountException">It cannot work; the message says why.</exception>
    public async Task<PendingSignIn> StartAsync(OAuthKeys? keys, string? callbackAddress, CancellationToken cancellationToken)
    {
        var signIn = Required().SignIn;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_pending is { } before)
            {
                _pending = null;
                await before.DisposeAsync();
            }

            return _pending = await signIn.StartAsync(Request(keys, callbackAddress), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A whole sign-in in the person's browser; waits for its end, five minutes at most.</summary>
    /// <exception cref="AccountException">It failed; the message says why.</exception>
    public Task<SignedIn> RunAsync(
        OAuthKeys? keys, string? callbackAddress, Action<string> say, CancellationToken cancellationToken) =>
        new BrowserSignIn(Required().SignIn, browser).RunAsync(
            Request(keys, callbackAddress), opensBrowser: true, say, readLine: null, cancellationToken);

    /// <summary>Forgets a sign-in whose end was told.</summary>
    public async Task EndAsync(PendingSignIn pending)
    {
        Interlocked.CompareExchange(ref _pending, null, pending);
        await pending.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_pending is { } pending)
        {
            await pending.DisposeAsync();
        }

        _turn.Dispose();
    }

    private SignInRequest Request(OAuthKeys? keys, string? callbackAddress) =>
        new() { Scopes = scopes, Keys = keys, CallbackAddress = callbackAddress };

    private LocalAccount Required() => account ?? throw new AccountException(
        "The demo mailbox needs no sign-in; every tool works at once.", "Start the server without --demo to sign in with Google.");
}
