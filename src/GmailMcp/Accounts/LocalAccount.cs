namespace GmailMcp.Accounts;

/// <summary>The local owner's account with all that belongs to it, put together from the settings.</summary>
internal sealed class LocalAccount : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="settings">Where everything is.</param>
    /// <param name="oauthHandler">Reaches Google's OAuth endpoints without following redirects:
    /// <see cref="GoogleOAuth.CreateHandler"/>. Disposed with this.</param>
    /// <param name="clock">The time.</param>
    /// <param name="notice">Told, in a sentence, what the person running the server should know.</param>
    /// <param name="store">Where the tokens are kept; null for where the settings say.</param>
    public LocalAccount(
        AccountSettings settings,
        HttpMessageHandler oauthHandler,
        TimeProvider clock,
        Action<string> notice,
        CredentialsStore? store = null)
    {
        _http = new HttpClient(oauthHandler) { Timeout = Timeout.InfiniteTimeSpan };
        Settings = settings;
        Store = store ?? settings switch
        {
            { EnvironmentTokens: { } tokens } =>
                new EnvironmentCredentials(tokens, settings.EnvironmentTokensVariable ?? "the environment"),
            { CredentialsPath: { } path } => new CredentialsFile(path, notice),
            _ => new UnnamedCredentials(),
        };
        Keys = new KeysLocator(settings);
        Google = new GoogleOAuth(_http, settings.Endpoints, clock);
        Tokens = new AccessTokens(Store, Google, Keys.FindOrExplain, clock, notice);
        SignIn = new SignIn(settings, Store, Keys, Google, clock);
    }

    public AccountSettings Settings { get; }

    public CredentialsStore Store { get; }

    public KeysLocator Keys { get; }

    public GoogleOAuth Google { get; }

    public AccessTokens Tokens { get; }

    public SignIn SignIn { get; }

    /// <summary>A handler for Gmail's HttpClient that adds this account's token.</summary>
    public DelegatingHandler CreateHandler(HttpMessageHandler inner) =>
        new AccessTokenHandler(Tokens, Settings.Endpoints) { InnerHandler = inner };

    /// <summary>
    /// What was granted; null when nobody is signed in or the credentials do not say, which filters nothing.
    /// </summary>
    public IReadOnlyList<string>? FindGrantedScopes()
    {
        try
        {
            return Store.Read() is { Scopes: { Count: > 0 } scopes } ? scopes : null;
        }
        catch (AccountException)
        {
            return null; // each call will say what is wrong with the credentials
        }
    }

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
                "Whose mailbox this is, is not known.", "Leave account out, or sign in again: gmail-mcp auth.")
            : new AccountException(
                $"No account of that name is signed in; {address} is.",
                "Leave the account out, or sign in: gmail-mcp auth.");
    }

    public void Dispose() => _http.Dispose();
}
