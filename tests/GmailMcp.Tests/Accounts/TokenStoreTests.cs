using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Storage;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.Accounts;

public sealed class TokenStoreTests : IDisposable
{
    private static readonly Owner Anna = new("key:anna");
    private static readonly Owner Ben = new("key:ben");

    private readonly ScratchFolder _folder = new();
    private readonly List<string> _notices = [];
    private readonly string _key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private string Owners => _folder["data/owners"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_back_all_that_it_was_given()
    {
        var credentials = Some("anna") with { Client = Client() };

        Assert.True(Store(Anna).TryWrite(credentials));

        var read = Store(Anna).Read()!;
        Assert.Equal(credentials with { Scopes = [], Client = null }, read with { Scopes = [], Client = null });
        Assert.Equal(credentials.Scopes, read.Scopes);
        Assert.Equal(
            (Client().ClientId, Client().ClientSecret, Client().Kind),
            (read.Client!.ClientId, read.Client.ClientSecret, read.Client.Kind));
        Assert.Equal(Client().RedirectUris, read.Client.RedirectUris);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Shows_neither_tokens_nor_whose_they_are()
    {
        Store(Anna).TryWrite(Some("anna"));

        var file = Assert.Single(Directory.GetFiles(Owners));
        Assert.Matches("^[0-9a-f]{32}\\.tokens$", Path.GetFileName(file));
        var stored = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        Assert.DoesNotContain("refresh", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", stored, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal("owners/" + Path.GetFileName(file), Store(Anna).Name);
    }

    [Fact]
    public void Each_owner_has_his_own()
    {
        Store(Anna).TryWrite(Some("anna"));
        Store(Ben).TryWrite(Some("ben"));

        Assert.Equal("refresh-of-anna", Store(Anna).Read()?.RefreshToken);
        Assert.Equal("refresh-of-ben", Store(Ben).Read()?.RefreshToken);
        Assert.True(Store(Anna).Delete());
        Assert.Null(Store(Anna).Read());
        Assert.False(Store(Anna).Delete());
        Assert.NotNull(Store(Ben).Read());
    }

    [Fact]
    public void A_file_put_in_another_owners_place_does_not_open()
    {
        Store(Anna).TryWrite(Some("anna"));
        var annas = Directory.GetFiles(Owners).Single();
        Store(Ben).TryWrite(Some("ben"));
        var bens = Directory.GetFiles(Owners).Single(file => file != annas);

        File.Copy(annas, bens, overwrite: true);

        Assert.Throws<AccountException>(Store(Ben).Read);
        Assert.NotNull(Store(Anna).Read());
    }

    [Fact]
    public void A_file_of_another_key_is_kept_and_the_operator_is_told_once()
    {
        Store(Anna).TryWrite(Some("anna"));
        var before = File.ReadAllBytes(Directory.GetFiles(Owners).Single());
        var other = Store(Anna, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

        var problem = Assert.Throws<AccountException>(other.Read);
        Assert.Throws<AccountException>(other.Read);

        var notice = Assert.Single(_notices);
        Assert.Contains(Owners, notice, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, problem.Message, StringComparison.Ordinal);
        Assert.False(other.TryWrite(Some("anna")));
        Assert.Equal(before, File.ReadAllBytes(Directory.GetFiles(Owners).Single()));
    }

    [Fact]
    public async Task One_at_a_time_holds_the_lock()
    {
        var first = await Store(Anna).LockAsync(TestContext.Current.CancellationToken);
        var second = Store(Anna).LockAsync(TestContext.Current.CancellationToken);
        using (await Store(Ben).LockAsync(TestContext.Current.CancellationToken))
        {
            Assert.False(second.IsCompleted);
        }

        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public void Its_stamp_changes_with_the_file()
    {
        var store = Store(Anna);
        Assert.Null(store.Stamp());
        store.TryWrite(Some("anna"));
        var stamp = store.Stamp();

        Assert.Equal(stamp, Store(Anna).Stamp());
        store.TryWrite(Some("anna") with { Address = "longer.address@example.com" });
        Assert.NotEqual(stamp, store.Stamp());
    }

    [Fact]
    public void The_plain_file_never_holds_the_client()
    {
        var plain = Encoding.UTF8.GetString(CredentialsJson.Serialize(Some("anna") with { Client = Client() }));

        Assert.DoesNotContain(Client().ClientSecret, plain, StringComparison.Ordinal);
    }

    private static Credentials Some(string who) => new()
    {
        AccessToken = $"access-of-{who}",
        RefreshToken = $"refresh-of-{who}",
        ExpiresAt = new DateTimeOffset(2026, 11, 1, 13, 0, 0, TimeSpan.Zero),
        Scopes = [AccountFolder.Modify],
        ClientId = Client().ClientId,
        Subject = $"sub-of-{who}",
        Address = $"{who}@example.com",
        SignedInAt = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero),
    };

    private static OAuthKeys Client() => new()
    {
        ClientId = "own.apps.example",
        ClientSecret = "own-client-secret",
        Kind = ClientKind.Web,
        RedirectUris = ["http://localhost:3456/oauth2callback"],
        Source = "the arguments of the sign-in tool",
        IsKept = true,
    };

    private TokenStore Store(Owner owner, string? key = null) => new(
        _folder["data"],
        owner,
        new StoreKey(key ?? _key, _folder["config/store.key"], _folder["data"], _notices.Add),
        _notices.Add);
}
