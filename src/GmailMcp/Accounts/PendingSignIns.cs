namespace GmailMcp.Accounts;

/// <summary>The sign-ins that tools started: at most one per owner, found again by the owner alone.</summary>
/// <param name="accounts">Everybody's.</param>
/// <param name="sessions">The tokens that the end of a sign-in hands out.</param>
/// <param name="browser">Opens pages for a person at this computer.</param>
/// <param name="door">Where the HTTP server takes browsers; null on stdio, where a link leads straight to Google.</param>
internal sealed class PendingSignIns(
    OwnerAccounts accounts, SessionTokens sessions, IBrowser browser, SignInDoor? door = null) : IAsyncDisposable
{
    /// <summary>What the sign-in tools' schema states for callbackUrl.</summary>
    public const string OldDefaultCallback = "http://localhost:3456/oauth2callback";

    private const string ArgumentsSource = "the arguments of the sign-in tool";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Owner, Entry> _entries = [];

    /// <summary>Starts a sign-in, or tells again of the one that is pending for the same request.</summary>
    /// <returns>Waiting, with the address that the person visits.</returns>
    /// <exception cref="AccountException">The request is refused; it says why.</exception>
    public async Task<SignInStatus> StartAsync(Owner owner, ToolSignIn request, CancellationToken cancellationToken)
    {
        var account = accounts.For(owner);
        if (account.Delegation is { User: var user })
        {
            throw new AccountException(
                $"The mailbox of {user} is opened by a service account.", "No sign-in is needed: just call the tools.");
        }

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
                await CloseAsync(earlier.Pending);
            }

            var pending = await account.SignIn.StartAsync(Translate(account, request), cancellationToken);
            door?.Open(pending);
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
            await CloseAsync(entry.Pending);
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
        _ = browser.TryOpen(started.Address!); // set while a sign-in waits
        return await WaitAsync(owner, started, cancellationToken);
    }

    /// <summary>The owner's sign-in as it was started, ended or not; null when there is none whose end was not told.</summary>
    public async Task<SignInStatus?> FindStartedAsync(Owner owner, CancellationToken cancellationToken) =>
        await FindAsync(owner, cancellationToken) is { } entry ? Waiting(entry.Pending) : null;

    /// <summary>Waits for the end of a sign-in that was started, five minutes at most.</summary>
    /// <returns>Done, failed, or none where another took its place.</returns>
    public async Task<SignInStatus> WaitAsync(Owner owner, SignInStatus started, CancellationToken cancellationToken)
    {
        if (await FindAsync(owner, cancellationToken) is not { } entry || AddressOf(entry.Pending) != started.Address)
        {
            return SignInStatus.None;
        }

        await Task.WhenAny(entry.Pending.Completion).WaitAsync(cancellationToken);
        return await CheckAsync(owner, cancellationToken);
    }

    /// <summary>Gives the owner's sign-in up and forgets his tokens: his session has ended.</summary>
    public async Task ForgetAsync(Owner owner)
    {
        await _gate.WaitAsync();
        try
        {
            if (_entries.Remove(owner, out var entry))
            {
                await CloseAsync(entry.Pending);
            }
        }
        finally
        {
            _gate.Release();
        }

        sessions.Forget(owner);
    }

    /// <summary>When a session token of this owner ends; null for any other, which opens nothing and ends nothing.</summary>
    public DateTimeOffset? FindTokenEnd(Owner owner, string sessionToken) => sessions.FindEnd(owner, sessionToken);

    /// <summary>Whether the sign-ins are the demo's, whose pages no browser can open.</summary>
    public bool IsDemo(Owner owner) => accounts.For(owner).Settings.IsDemo;

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in _entries.Values)
        {
            await CloseAsync(entry.Pending);
        }

        _entries.Clear();
        _gate.Dispose();
    }

    private async Task<Entry?> FindAsync(Owner owner, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _entries.GetValueOrDefault(owner);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CloseAsync(PendingSignIn pending)
    {
        door?.Close(pending);
        await pending.DisposeAsync();
    }

    private static string AddressOf(PendingSignIn pending) => pending.Guard is { } guard ? guard.PageAddress : pending.Address;

    private static SignInStatus Waiting(PendingSignIn pending) => new()
    {
        State = SignInState.Waiting,
        Address = AddressOf(pending),
        Code = pending.Guard?.Code,
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

    private SignInRequest Translate(OwnerAccount account, ToolSignIn request)
    {
        RefuseOtherStore(account, request.StoragePath);
        var keys = ChooseKeys(account, request);
        var callback = ChooseCallback(request, keys);
        return new()
        {
            Scopes = request.Scopes,
            CallbackAddress = door?.Choose(keys, callback) ?? callback,
            Keys = keys,
            Door = door,
            ClientName = request.ClientName,
        };
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
    private static OAuthKeys ChooseKeys(OwnerAccount account, ToolSignIn request)
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

    private static void RefuseOtherStore(OwnerAccount account, string? storagePath)
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
