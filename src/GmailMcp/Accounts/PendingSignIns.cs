namespace GmailMcp.Accounts;

/// <summary>The sign-ins that tools started: at most one per owner, found again by the owner alone.</summary>
internal sealed class PendingSignIns(
    LocalAccount account, SessionTokens sessions, IBrowser browser) : IAsyncDisposable
{
    /// <summary>What the sign-in tools' schema states for callbackUrl.</summary>
    public const string OldDefaultCallback = "http://localhost:3456/oauth2callback";

    private const string ArgumentsSource = "the arguments of the sign-in tool";

    /// <summary>Whether the sign-ins are the demo's, whose pages no browser can open.</summary>
    public bool IsDemo => account.Settings.IsDemo;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Owner, Entry> _entries = [];

    /// <summary>Starts a sign-in, or tells again of the one that is pending for the same request.</summary>
    /// <returns>Waiting, with the address that the person visits.</returns>
    /// <exception cref="AccountException">The request is refused; it says why.</exception>
    public async Task<SignInStatus> StartAsync(Owner owner, ToolSignIn request, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_entries.TryGetValue(owner, out var earlier))
            {
                if (earlier.Request.IsSameAs(request) && !earlier.Pending.Completion.IsCompleted)
                {
                    return Waiting(earlier.Pending);
                }

                _entries.Remove(owner);
                await earlier.Pending.DisposeAsync();
            }

            var pending = await account.SignIn.StartAsync(Translate(request), cancellationToken);
            _entries[owner] = new(request, pending);
            return Waiting(pending);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>How far the owner's sign-in is. The end is told once; after that there is none pending.</summary>
    public async Task<SignInStatus> CheckAsync(Owner owner, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_entries.TryGetValue(owner, out var entry))
            {
                return SignInStatus.None;
            }

            if (!entry.Pending.Completion.IsCompleted)
            {
                return Waiting(entry.Pending);
            }

            _entries.Remove(owner);
            await entry.Pending.DisposeAsync();
            return await EndAsync(owner, entry.Pending);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Starts a sign-in, opens the browser and waits for the end (the old blocking tool).</summary>
    /// <returns>Done or failed.</returns>
    /// <exception cref="AccountException">The request is refused; it says why.</exception>
    public async Task<SignInStatus> RunAsync(Owner owner, ToolSignIn request, CancellationToken cancellationToken)
    {
        var started = await StartAsync(owner, request, cancellationToken);
        Entry? entry;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            entry = _entries.GetValueOrDefault(owner);
        }
        finally
        {
            _gate.Release();
        }

        if (entry is null || entry.Pending.Address != started.Address)
        {
            return SignInStatus.None;
        }

        _ = browser.TryOpen(entry.Pending.Address);
        await Task.WhenAny(entry.Pending.Completion).WaitAsync(cancellationToken);
        return await CheckAsync(owner, cancellationToken);
    }

    /// <summary>Whether a session token is one of this owner's; a wrong one opens nothing and ends nothing.</summary>
    public bool Authenticate(Owner owner, string sessionToken) => sessions.IsValid(owner, sessionToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in _entries.Values)
        {
            await entry.Pending.DisposeAsync();
        }

        _entries.Clear();
        _gate.Dispose();
    }

    private static SignInStatus Waiting(PendingSignIn pending) => new()
    {
        State = SignInState.Waiting,
        Address = pending.Address,
        CallbackUrl = pending.RedirectUri,
        ExpiresAt = pending.ExpiresAt,
    };

    private async Task<SignInStatus> EndAsync(Owner owner, PendingSignIn pending)
    {
        try
        {
            var signedIn = await pending.Completion;
            return new()
            {
                State = SignInState.Done,
                CallbackUrl = pending.RedirectUri,
                SignedIn = signedIn,
                SessionToken = sessions.Issue(owner),
            };
        }
        catch (AccountException problem)
        {
            return new() { State = SignInState.Failed, Problem = problem };
        }
    }

    private SignInRequest Translate(ToolSignIn request)
    {
        RefuseOtherStore(request.StoragePath);
        var keys = ChooseKeys(request);
        return new() { Scopes = request.Scopes, CallbackAddress = ChooseCallback(request, keys), Keys = keys };
    }

    // The old tools' schema states a default, which clients fill in although a web client has registered another.
    private static string? ChooseCallback(ToolSignIn request, OAuthKeys keys)
    {
        var isConfigured = keys.Source != ArgumentsSource;
        if (request.CallbackUrl is not { } url || (isConfigured && keys.RedirectUris.Contains(url)))
        {
            return request.CallbackUrl;
        }

        // And desktop keys would lose the free port that they may take.
        if (url == OldDefaultCallback && isConfigured && (keys.Kind == ClientKind.Installed || keys.RedirectUris.Count > 0))
        {
            return null;
        }

        // The code must not be led to a host that the words of a mail have named.
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback
            ? url
            : throw new AccountException(
                "callbackUrl is neither on this computer nor registered in the server's keys file.", "Leave it out.");
    }

    // An attacker's words may stand behind these arguments: they never replace the client that the operator chose.
    private OAuthKeys ChooseKeys(ToolSignIn request)
    {
        var configured = account.Keys.Find();
        if (request.ClientId is null && request.ClientSecret is null)
        {
            return configured ?? account.Keys.FindOrExplain();
        }

        if (configured is not null && !account.Settings.IsDemo)
        {
            return request.ClientId is null || request.ClientId == configured.ClientId
                ? configured
                : throw new AccountException(
                    "clientId names another OAuth client than the one this server is set up with "
                    + $"({configured.Source}).",
                    "Leave clientId and clientSecret out.");
        }

        if (request is not { ClientId: { } clientId, ClientSecret: { } clientSecret })
        {
            throw new AccountException(
                "clientId and clientSecret belong together, and one is missing.",
                "Give both, or set the server up with a keys file.");
        }

        return new()
        {
            ClientId = clientId,
            ClientSecret = clientSecret,
            Kind = ClientKind.Web,
            RedirectUris = [request.CallbackUrl ?? CallbackAddress.Default],
            Source = ArgumentsSource,
            IsKept = true,
        };
    }

    private void RefuseOtherStore(string? storagePath)
    {
        if (string.IsNullOrWhiteSpace(storagePath))
        {
            return;
        }

        var settings = account.Settings;
        var home = Path.GetDirectoryName(settings.DefaultFolder) ?? "";
        var typed = storagePath.StartsWith("~/", StringComparison.Ordinal) ? storagePath[2..] : storagePath;
        var asked = Path.TrimEndingDirectorySeparator(Path.GetFullPath(typed, home));
        var configured = Path.GetDirectoryName(settings.CredentialsPath) ?? settings.DefaultFolder;
        if (asked != configured && asked != settings.DefaultFolder)
        {
            throw new AccountException(
                "storagePath is not the folder that this server keeps its credentials in.",
                $"Leave it out; only the operator chooses the folder ({AccountSettings.CredentialsPathVariable}).");
        }
    }

    private sealed record Entry(ToolSignIn Request, PendingSignIn Pending);
}
