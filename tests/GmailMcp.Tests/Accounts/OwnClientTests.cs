using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Accounts;

/// <summary>A sign-in with an OAuth client that the owner brought, on a server that has none of its own.</summary>
public sealed class OwnClientTests : IDisposable
{
    private readonly SignInScene _scene = new();

    private AccountFolder Folder => _scene.Folder;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Is_sealed_with_the_tokens_and_refreshes_them_after_a_restart()
    {
        await SignInAsync(Keys());
        Folder.Clock.Advance(TimeSpan.FromHours(2));
        using var restarted = Folder.Open(Store());

        Assert.Equal("access-1", await restarted.Tokens.GetAsync(Cancellation));

        var refresh = Folder.Google.Calls.Last();
        Assert.Equal("refresh_token", refresh["grant_type"]);
        Assert.Equal(AccountFolder.ClientId, refresh["client_id"]);
        Assert.Equal(AccountFolder.ClientSecret, refresh["client_secret"]);
        Assert.Equal(AccountFolder.ClientId, Store().Read()?.Client?.ClientId); // a refresh writes it again
    }

    [Fact]
    public async Task Is_not_left_beside_the_local_owners_credentials()
    {
        await SignInAsync(Keys());

        Assert.False(File.Exists(Folder.KeysPath));
        Assert.False(File.Exists(Folder.CredentialsPath));
    }

    // A copy would go on using the old secret when the operator puts a new one into the keys file.
    [Fact]
    public async Task The_servers_own_client_is_not_copied_to_the_tokens()
    {
        Folder.WithKeys();

        await SignInAsync(keys: null);

        Assert.NotNull(Store().Read());
        Assert.Null(Store().Read()?.Client);
    }

    [Fact]
    public async Task Beside_a_plain_file_it_lies_as_a_keys_file()
    {
        await SignInAsync(Keys(), Folder.Open());

        Assert.Contains(AccountFolder.ClientSecret, await File.ReadAllTextAsync(Folder.KeysPath, Cancellation), StringComparison.Ordinal);
        Assert.Null(Folder.Stored().Client);
    }

    private static OAuthKeys Keys() => new()
    {
        ClientId = AccountFolder.ClientId,
        ClientSecret = AccountFolder.ClientSecret,
        Kind = ClientKind.Installed,
        RedirectUris = [],
        Source = "the arguments of the sign-in tool",
        IsKept = true,
    };

    private async Task SignInAsync(OAuthKeys? keys, OwnerAccount? opened = null)
    {
        using var account = opened ?? Folder.Open(Store());
        var browser = ScriptedBrowser.ThatAllows();
        await new BrowserSignIn(account.SignIn, browser).RunAsync(
            new() { Scopes = SignInScene.Full, Keys = keys }, opensBrowser: true, _scene.Said.Add, readLine: null, findServer: null, Cancellation);
        await browser.Done;
    }

    private TokenStore Store() => new(
        Path.Combine(Folder.Home, ".gmail-mcp"),
        new Owner("key:anna"),
        new StoreKey(new string('7', 64), Path.Combine(Folder.Home, "store.key"), Path.Combine(Folder.Home, ".gmail-mcp"), Folder.Notice),
        Folder.Notice);
}
