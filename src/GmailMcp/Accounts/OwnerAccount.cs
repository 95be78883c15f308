namespace GmailMcp.Accounts;

/// <summary>One owner's account with all that belongs to it, put together from the settings.</summary>
internal sealed class OwnerAccount : IDisposable
{
    private readonly HttpClient _http;
    private readonly Lock _gate = new();
    private object? _scopesStamp;
    private IReadOnlyList<string>? _scopes;

    /// <param name="settings">Where everything is.</param>
    /// <param name="oauthHandler">Reaches Google's OAuth endpoints without following redirects:
    /// <see cref="GoogleOAuth.CreateHandler"/>.</param>
    /// <param name="clock">The time.</param>
    /// <param name="notice">Told, in a sentence, what the person running the server should know.</param>
    /// <param name="store">Where the tokens are kept; null for where the settings say.</param>
    /// <param name="signInBy">How this owner signs in, for sentences.</param>
    /// <param name="ownsHandler">False where many accounts share the handler.</param>
    /// <param name="delegation">Set where a service account opens the mailbox and nobody signs in.</param>
    public OwnerAccount(
        AccountSettings settings,
        HttpMessageHandler oauthHandler,
        TimeProvider clock,
        Action<string> notice,
        CredentialsStore? store = null,
        string signInBy = AccessTokens.ByCommand,
        bool ownsHandler = true,
        Delegation? delegation = null)
    {
        _http = new HttpClient(oauthHandler, ownsHandler) { Timeout = Timeout.InfiniteTimeSpan };
        Settings = settings;
        Store = store ?? settings switch
        {
            { EnvironmentTokens: { } tokens } =>
                new EnvironmentCredentials(tokens, settings.EnvironmentTokensVariable ?? "the environment"),
            { CredentialsPath: { } path } => new CredentialsFile(path, notice),
            _ => new UnnamedCredentials(),
        };
        Keys = new KeysLocator(settings, tellsPaths: signInBy == AccessTokens.ByCommand);
        Google = new GoogleOAuth(_http, settings.Endpoints, clock, signInBy);
        Tokens = new AccessTokens(Store, Google, Keys.FindOrExplain, clock, notice, signInBy);
        Delegation = delegation;
        Access = delegation is null
            ? Tokens
            : new ServiceAccountTokens(delegation.Key, delegation.User, delegation.Scopes, Google, clock);
        SignInBy = signInBy;
        SignIn = new SignIn(settings, Store, Keys, Google, clock);
    }

    public AccountSettings Settings { get; }

    public CredentialsStore Store { get; }

    public KeysLocator Keys { get; }

    public GoogleOAuth Google { get; }

    public AccessTokens Tokens { get; }

    /// <summary>How this owner signs in, for sentences.</summary>
    public string SignInBy { get; }

    public SignIn SignIn { get; }

    /// <summary>The service account's part; null where the owner signs in himself.</summary>
    public Delegation? Delegation { get; }

    /// <summary>Where the tokens of Gmail's requests come from: the sign-in, or the service account.</summary>
    public TokenSource Access { get; }

    /// <summary>A handler for Gmail's HttpClient that adds this account's token.</summary>
    public DelegatingHandler CreateHandler(HttpMessageHandler inner) =>
        new AccessTokenHandler(Access, Settings.Endpoints) { InnerHandler = inner };

    /// <summary>
    /// What was granted; null when nobody is signed in or the credentials do not say, which filters nothing.
    /// </summary>
    public IReadOnlyList<string>? FindGrantedScopes()
    {
        if (Delegation is { Scopes: var delegated })
        {
            return delegated;
        }

        lock (_gate)
        {
            try
            {
                // Asked for at every call over HTTP: the store is read again only after somebody wrote to it.
                var stamp = Store.Stamp();
                if (stamp is null || !stamp.Equals(_scopesStamp))
                {
                    _scopes = Store.Read() is { Scopes: { Count: > 0 } scopes } ? scopes : null;
                    _scopesStamp = stamp;
                }

                return _scopes;
            }
            catch (AccountException)
            {
                return null; // each call will say what is wrong with the credentials
            }
        }
    }

    /// <summary>False where the file that the tokens in use came from is gone: somebody signed out elsewhere.</summary>
    public bool IsStored => Delegation is not null || Store is not CredentialsOnDisk || Store.Stamp() is not null;

    /// <summary>Tells one sign-in from the next, of whomever: the tokens in use that a refresh does not replace. Null where nobody
    /// is signed in. As secret as they are.</summary>
    public string? FindGrant() =>
        Delegation is { User: var user } ? user
        : Tokens.Current is { SignInAgain: null } credentials ? AddressLookup.GrantOf(credentials)
        : null;

    /// <summary>Whether there are credentials, good ones or not.</summary>
    public bool HasCredentials
    {
        get
        {
            try
            {
                return Store.Read() is not null;
            }
            catch (AccountException)
            {
                return true; // they are there and cannot be used, which each call will say
            }
        }
    }

    /// <summary>Refuses an account argument that names somebody else's mailbox.</summary>
    /// <param name="account">What was named; null for whoever is signed in.</param>
    /// <param name="found">The address that Gmail tells, for credentials that name nobody; null where it was not
    /// asked.</param>
    /// <exception cref="AccountException">The named account is not signed in, or it is not known who is.</exception>
    public void Require(string? account, string? found = null)
    {
        if (Delegation is { User: var user } && account is not null)
        {
            if (!account.Equals(user, StringComparison.OrdinalIgnoreCase))
            {
                throw new AccountException($"No account of that name is opened here; {user} is.", "Leave the account out.");
            }

            return;
        }

        if (account is null
            || Store.Read()?.Account is not { } signedIn
            || account.Equals(signedIn.Address ?? found, StringComparison.OrdinalIgnoreCase)
            || account == signedIn.AccountId)
        {
            return;
        }

        // The Node servers' files name nobody: an account that cannot be compared is not taken for the one that was meant.
        throw (signedIn.Address ?? found) is not { } address
            ? new AccountException(
                "Whose mailbox this is, is not known.", $"Leave account out, or sign in again: {SignInBy}.")
            : new AccountException(
                $"No account of that name is signed in; {address} is.",
                $"Leave the account out, or sign in: {SignInBy}.");
    }

    public void Dispose() => _http.Dispose();
}
