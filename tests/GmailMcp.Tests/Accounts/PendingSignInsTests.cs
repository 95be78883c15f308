using System.Net;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class PendingSignInsTests : IAsyncDisposable
{
    private static readonly ToolSignIn Request = new() { Scopes = [AccountFolder.Modify] };

    private readonly AccountFolder _folder = new();
    private readonly SessionTokens _sessions;
    private readonly List<IAsyncDisposable> _opened = [];

    public PendingSignInsTests()
    {
        _sessions = new SessionTokens(_folder.Clock);
        _folder.Google.Answer = _ => CannedGoogle.Token("access-1", ""","refresh_token":"refresh-1" """);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Has_nothing_to_tell_before_a_start() =>
        Assert.Equal(SignInState.None, (await Open().CheckAsync(Owner.Local, Cancellation)).State);

    [Fact]
    public async Task Goes_from_the_address_to_a_session_token_which_it_tells_once()
    {
        var signIns = Open(_folder.WithKeys());
        var started = await signIns.StartAsync(Owner.Local, Request, Cancellation);
        Assert.Equal(SignInState.Waiting, (await signIns.CheckAsync(Owner.Local, Cancellation)).State);

        await new ConsentPage(started.Address!).ReturnAsync("code=code-1");
        var done = await signIns.CheckAsync(Owner.Local, Cancellation);

        Assert.Equal(SignInState.Done, done.State);
        Assert.NotNull(signIns.FindTokenEnd(Owner.Local, done.SessionToken!));
        Assert.DoesNotContain(done.SessionToken!, done.ToString(), StringComparison.Ordinal);
        Assert.Equal(SignInState.None, (await signIns.CheckAsync(Owner.Local, Cancellation)).State);
        Assert.Equal("refresh-1", _folder.Stored().RefreshToken);
    }

    [Fact]
    public async Task Tells_the_same_address_again_for_the_same_request()
    {
        var signIns = Open(_folder.WithKeys());

        var first = await signIns.StartAsync(Owner.Local, Request, Cancellation);
        var again = await signIns.StartAsync(Owner.Local, Request with { Scopes = [AccountFolder.Modify] }, Cancellation);
        var other = await signIns.StartAsync(Owner.Local, Request with { Scopes = [AccountFolder.SettingsBasic] }, Cancellation);

        Assert.Equal(first.Address, again.Address);
        Assert.NotEqual(first.Address, other.Address);
    }

    [Fact]
    public async Task Shows_one_owners_sign_in_to_no_other()
    {
        var signIns = Open(_folder.WithKeys());
        await signIns.StartAsync(Owner.Local, Request, Cancellation);

        Assert.Equal(SignInState.None, (await signIns.CheckAsync(new Owner("bert"), Cancellation)).State);
    }

    [Fact]
    public async Task Says_why_a_sign_in_failed()
    {
        var signIns = Open(_folder.WithKeys());
        var started = await signIns.StartAsync(Owner.Local, Request, Cancellation);

        await new ConsentPage(started.Address!).ReturnAsync("error=access_denied");
        var failed = await signIns.CheckAsync(Owner.Local, Cancellation);

        Assert.Equal(SignInState.Failed, failed.State);
        Assert.Contains("declined", failed.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_for_the_person_in_the_old_blocking_way()
    {
        var browser = ScriptedBrowser.ThatAllows();
        var signIns = Open(_folder.WithKeys(), browser);

        var done = await signIns.RunAsync(Owner.Local, Request, Cancellation);

        Assert.Equal(SignInState.Done, done.State);
        Assert.True(_sessions.IsValid(Owner.Local, done.SessionToken!));
    }

    [Fact]
    public async Task Keeps_the_client_of_the_arguments_where_there_is_none()
    {
        var signIns = Open();
        var port = FreePort();
        var started = await signIns.StartAsync(
            Owner.Local,
            Request with { ClientId = "args-id", ClientSecret = "args-secret", CallbackUrl = $"http://localhost:{port}/oauth2callback" },
            Cancellation);

        await new ConsentPage(started.Address!).ReturnAsync("code=code-1");
        await signIns.CheckAsync(Owner.Local, Cancellation);

        var kept = OAuthKeys.Parse(File.ReadAllBytes(_folder.KeysPath), _folder.KeysPath);
        Assert.Equal(("args-id", "args-secret"), (kept.ClientId, kept.ClientSecret));
    }

    [Fact]
    public async Task Lets_no_argument_replace_the_operators_client()
    {
        var signIns = Open(_folder.WithKeys());

        var failure = await Assert.ThrowsAsync<AccountException>(() => signIns.StartAsync(
            Owner.Local, Request with { ClientId = "evil-id", ClientSecret = "evil-secret" }, Cancellation));

        Assert.Contains(_folder.KeysPath, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("evil-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example:3000/cb")]
    [InlineData("https://evil.example/cb")]
    public async Task Leads_the_code_to_no_host_that_an_argument_names(string callbackUrl)
    {
        var configured = Open(_folder.WithKeys());
        await Assert.ThrowsAsync<AccountException>(() => configured.StartAsync(
            Owner.Local, Request with { CallbackUrl = callbackUrl }, Cancellation));

        File.Delete(_folder.KeysPath);
        await Assert.ThrowsAsync<AccountException>(() => Open().StartAsync(
            Owner.Local, Request with { ClientId = "id", ClientSecret = "s", CallbackUrl = callbackUrl }, Cancellation));
    }

    [Fact]
    public async Task Uses_the_registered_address_when_a_client_fills_in_the_old_default()
    {
        var registered = $"http://localhost:{FreePort()}/oauth2callback";
        var signIns = Open(_folder.WithKeys("web", $"\"{registered}\""));

        var started = await signIns.StartAsync(
            Owner.Local, Request with { CallbackUrl = PendingSignIns.OldDefaultCallback }, Cancellation);

        Assert.Equal(registered, started.CallbackUrl);
    }

    // The stated default is filled in by clients; taken as a wish, it would keep desktop keys from a free port.
    [Fact]
    public async Task Takes_a_free_port_with_desktop_keys_when_a_client_fills_in_the_old_default()
    {
        using var busy = TakeDefaultPort();
        var signIns = Open(_folder.WithKeys());

        var done = await signIns.RunAsync(
            Owner.Local, Request with { CallbackUrl = PendingSignIns.OldDefaultCallback }, Cancellation);

        Assert.Equal(SignInState.Done, done.State);
        var callback = new Uri(done.CallbackUrl!);
        Assert.Equal("127.0.0.1", callback.Host);
        Assert.NotEqual(CallbackAddress.DefaultPort, callback.Port);
        Assert.NotEqual(new Uri(PendingSignIns.OldDefaultCallback).Port, callback.Port);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("/tmp")]
    [InlineData("~/.ssh")]
    [InlineData("~/.gmail-mcp/../.ssh")]
    public async Task Writes_to_no_folder_that_an_argument_names(string storagePath)
    {
        var signIns = Open(_folder.WithKeys());

        await Assert.ThrowsAsync<AccountException>(() => signIns.StartAsync(
            Owner.Local, Request with { StoragePath = storagePath }, Cancellation));
    }

    [Fact]
    public async Task Accepts_the_configured_folder_by_name()
    {
        var signIns = Open(_folder.WithKeys());

        var started = await signIns.StartAsync(Owner.Local, Request with { StoragePath = "~/.gmail-mcp/" }, Cancellation);

        Assert.Equal(SignInState.Waiting, started.State);
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    // Where another test has it already, it is as busy as it should be.
    private static System.Net.Sockets.TcpListener TakeDefaultPort()
    {
        var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, CallbackAddress.DefaultPort);
        try
        {
            listener.Start();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // busy
        }

        return listener;
    }

    private PendingSignIns Open(AccountFolder? folder = null, IBrowser? browser = null)
    {
        var accounts = new OwnerAccounts(
            _ => (folder ?? _folder).Open(), _ => throw new InvalidOperationException("A sign-in opens no mailbox."));
        _opened.Add(new Closing(accounts));
        var signIns = new PendingSignIns(accounts, _sessions, browser ?? ScriptedBrowser.ThatAllows());
        _opened.Add(signIns);
        return signIns;
    }

    private sealed class Closing(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
