using System.Net;
using GmailMcp.Tests.Accounts;
using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.Cli;

/// <summary><c>gmail-mcp auth</c> while a server of the same person has the port that Google sends the browser back to.</summary>
public sealed class AuthHandOverTests : IDisposable
{
    private const string OperatorKey = "the operator's key of this test";

    private readonly AccountCommands _commands = new();

    public AuthHandOverTests()
    {
        _commands.Folder.Google.Answer = _ => CannedGoogle.Token("access-1", ""","refresh_token":"refresh-1" """);
    }

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task The_server_takes_the_callback_for_the_command()
    {
        await using var server = await HttpServer.StartAsync(http => http with { IsOperatorKey = key => key == OperatorKey });
        _commands.OperatorKey = OperatorKey;
        string? shown = null;
        var browser = Returning(server, text => shown = text);
        _commands.Browser = browser;
        UseWebKeys(server);

        Assert.Equal(0, await _commands.RunAsync("auth"));
        await browser.Done;

        Assert.Contains("it takes the callback", _commands.Out, StringComparison.Ordinal);
        Assert.Contains("Authentication successful", shown, StringComparison.Ordinal);
        Assert.Equal("refresh-1", _commands.Folder.Stored().RefreshToken);
    }

    [Fact]
    public async Task A_server_with_another_key_takes_nothing_and_the_port_is_said_to_be_in_use()
    {
        await using var server = await HttpServer.StartAsync(http => http with { IsOperatorKey = key => key == OperatorKey });
        _commands.OperatorKey = "another";
        UseWebKeys(server);

        Assert.Equal(1, await _commands.RunAsync("auth"));

        Assert.Contains($"Port {server.Address.Port}", _commands.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("another", _commands.Out + _commands.Error.Replace("another program", "", StringComparison.Ordinal)
            .Replace("another port", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_operator_may_have_callbacks_taken()
    {
        await using var server = await HttpServer.StartAsync(http => http with { IsOperatorKey = key => key == OperatorKey });

        using var answer = await server.Client.PostAsync(
            new Uri("/operator/callbacks", UriKind.Relative),
            new StringContent("""{"state":"s","path":"/x"}""", System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private void UseWebKeys(HttpServer server) => _commands.Folder.Write(
        _commands.Folder.KeysPath,
        $$$"""
        {"web":{"client_id":"id.apps.googleusercontent.com","client_secret":"s",
        "redirect_uris":["http://localhost:{{{server.Address.Port}}}/oauth2callback"]}}
        """);

    // Google sends the browser to the registered address with the state of the request.
    private static ScriptedBrowser Returning(HttpServer server, Action<string> seen) => new(async page =>
    {
        var callback = new Uri(server.Address, $"/oauth2callback?code=code-1&state={Uri.EscapeDataString(page["state"]!)}");
        seen(await server.Client.GetStringAsync(callback, TestContext.Current.CancellationToken));
    });
}
