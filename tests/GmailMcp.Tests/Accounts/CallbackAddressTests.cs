using System.Net;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class CallbackAddressTests
{
    [Theory]
    [InlineData("https://mail.example/oauth2callback", 3000, "/oauth2callback")]
    [InlineData("https://mail.example:8443/cb", 3000, "/cb")]
    [InlineData("http://localhost:3456/oauth2callback", 3456, "/oauth2callback")]
    [InlineData("http://localhost", 80, "/")]
    public void Listens_behind_a_proxy_on_3000_and_else_where_the_address_says(string typed, int port, string path)
    {
        var callback = CallbackAddress.Choose(Keys(ClientKind.Web), typed);

        Assert.Equal((typed, port, path, false), (callback.RedirectUri, callback.Port, callback.Path, callback.MayUseAnotherPort));
    }

    [Theory]
    [InlineData("http://localhost:3000/oauth2callback", "https://x.example/cb", "http://localhost:3000/oauth2callback")]
    [InlineData("http://localhost:3000/oauth2callback", "https://x.example/cb", "http://localhost:4000/cb", "http://localhost:3000/oauth2callback")]
    [InlineData("http://localhost:4000/cb", "https://x.example/cb", "http://localhost:4000/cb")]
    [InlineData("https://x.example/cb", "https://x.example/cb")]
    [InlineData("http://localhost:3000/oauth2callback")]
    public void Chooses_among_a_web_clients_registered_addresses(string chosen, params string[] registered) =>
        Assert.Equal(chosen, CallbackAddress.Choose(Keys(ClientKind.Web, registered), typed: null).RedirectUri);

    [Theory]
    [InlineData("localhost:3000")]
    [InlineData("ftp://localhost:3000/cb")]
    [InlineData("http://localhost:3000/cb?x=1")]
    [InlineData("http://localhost:3000/cb#x")]
    [InlineData("http://user:password@localhost:3000/cb")]
    [InlineData("")]
    public void Refuses_what_cannot_be_a_callback(string typed) =>
        Assert.Throws<AccountException>(() => CallbackAddress.Choose(Keys(ClientKind.Web), typed));

    [Fact]
    public void Listens_on_loopback_unless_told_an_address()
    {
        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], CallbackAddress.ListenOn(null));
        Assert.Equal([IPAddress.Any], CallbackAddress.ListenOn("0.0.0.0"));
        Assert.Throws<AccountException>(() => CallbackAddress.ListenOn("mail.example"));
    }

    private static OAuthKeys Keys(ClientKind kind, params string[] registered) =>
        new() { ClientId = "id", ClientSecret = "s", Kind = kind, RedirectUris = registered, Source = "a test" };
}
