using System.Net;
using GmailMcp.Tests.Accounts;

namespace GmailMcp.Tests.Cli;

public sealed class AuthCommandTests : IDisposable
{
    private readonly AccountCommands _commands = new();

    public AuthCommandTests()
    {
        _commands.Folder.Google.Answer = _ => CannedGoogle.Token(
            "access-1", $$""","refresh_token":"refresh-1","scope":"{{AccountFolder.Modify}} {{AccountFolder.SettingsBasic}}" """);
    }

    private AccountFolder Folder => _commands.Folder;

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Signs_in_and_says_so()
    {
        Folder.WithKeys();

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.Contains("Please visit this URL to authenticate: https://accounts.google.com/", _commands.Out, StringComparison.Ordinal);
        Assert.Contains("Authentication completed successfully", _commands.Out, StringComparison.Ordinal);
        Assert.Contains("gmail.modify, gmail.settings.basic", _commands.Out, StringComparison.Ordinal);
        Assert.Equal("refresh-1", Folder.Stored().RefreshToken);
        Assert.DoesNotContain("refresh-1", _commands.Out + _commands.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(AccountFolder.ClientSecret, _commands.Out + _commands.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_the_keys_of_the_current_folder_as_the_old_readme_says()
    {
        Folder.Write(Path.Combine(Folder.Current, "gcp-oauth.keys.json"), AccountFolder.Keys());

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.StartsWith("OAuth keys found in current directory, copied to global config.", _commands.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Folder.KeysPath));
    }

    [Fact]
    public async Task Works_as_the_old_containers_sign_in_does_and_leaves_the_keys_beside_the_credentials()
    {
        var mounted = Path.Combine(Folder.Home, "gcp-oauth.keys.json");
        var volume = Path.Combine(Folder.Home, "gmail-server");
        Folder.Write(mounted, AccountFolder.Keys())
            .Set("GMAIL_OAUTH_PATH", mounted)
            .Set("GMAIL_CREDENTIALS_PATH", Path.Combine(volume, "credentials.json"))
            .Set("GMAIL_MCP_CALLBACK_HOST", "127.0.0.1");

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.True(File.Exists(Path.Combine(volume, "credentials.json")));
        Assert.True(File.Exists(Path.Combine(volume, "gcp-oauth.keys.json")));
    }

    [Fact]
    public async Task Says_how_to_get_keys_when_there_are_none()
    {
        Assert.Equal(1, await _commands.RunAsync("auth"));

        Assert.StartsWith("Error: OAuth keys file not found. Please place gcp-oauth.keys.json in current directory or", _commands.Error, StringComparison.Ordinal);
        Assert.Contains("https://console.cloud.google.com/auth/clients", _commands.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readonly", "https://www.googleapis.com/auth/gmail.readonly openid email")]
    [InlineData("delete", "https://mail.google.com/ https://www.googleapis.com/auth/gmail.settings.basic openid email")]
    public async Task Asks_for_the_scopes_of_the_profile(string profile, string scopes)
    {
        Folder.WithKeys();
        var browser = ScriptedBrowser.ThatAllows();
        _commands.Browser = browser;

        await _commands.RunAsync("auth", "--profile", profile);

        Assert.Equal(scopes, browser.Page!["scope"]);
    }

    // --read-only beats every other setting, at the sign-in as in the server.
    [Theory]
    [InlineData("auth", "--read-only")]
    [InlineData("--read-only", "auth")]
    [InlineData("auth", "--read-only", "--profile", "delete")]
    public async Task Asks_for_reading_alone_when_told_so(params string[] arguments)
    {
        Folder.WithKeys();
        var browser = ScriptedBrowser.ThatAllows();
        _commands.Browser = browser;

        await _commands.RunAsync(arguments);

        Assert.Equal("https://www.googleapis.com/auth/gmail.readonly openid email", browser.Page!["scope"]);
    }

    [Fact]
    public async Task Does_not_choose_between_scopes_typed_and_reading_alone()
    {
        Folder.WithKeys();

        Assert.Equal(1, await _commands.RunAsync("auth", "--read-only", "--scopes", "gmail.modify"));

        Assert.StartsWith("Error: --scopes and --read-only contradict each other", _commands.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Please visit", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_the_scopes_typed()
    {
        Folder.WithKeys();
        var browser = ScriptedBrowser.ThatAllows();
        _commands.Browser = browser;

        await _commands.RunAsync("auth", "--scopes", "gmail.readonly,gmail.labels");

        Assert.Equal(
            "https://www.googleapis.com/auth/gmail.readonly https://www.googleapis.com/auth/gmail.labels openid email",
            browser.Page!["scope"]);
    }

    [Fact]
    public async Task Names_what_was_unticked_on_Googles_page()
    {
        Folder.WithKeys();
        Folder.Google.Answer = _ => CannedGoogle.Token(
            "access-1", $$""","refresh_token":"refresh-1","scope":"{{AccountFolder.Modify}}" """);

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.Contains("Not granted on Google's page: gmail.settings.basic.", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_who_is_signed_in()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50), """, "gmail_mcp":{"email":"anna@example.com"}""");

        Assert.Equal(0, await _commands.RunAsync("auth", "list"));

        Assert.StartsWith("anna@example.com", _commands.Out, StringComparison.Ordinal);
        Assert.Contains("gmail.modify, gmail.settings.basic", _commands.Out, StringComparison.Ordinal);
        Assert.Contains(Folder.CredentialsPath, _commands.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("access-1", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_out_at_Google_first_and_then_here()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        Folder.Google.Answer = _ => new(HttpStatusCode.OK);

        Assert.Equal(0, await _commands.RunAsync("auth", "logout"));

        var call = Assert.Single(Folder.Google.Calls);
        Assert.Equal("https://oauth2.googleapis.com/revoke", call.Address.AbsoluteUri);
        Assert.Equal("refresh-1", call["token"]);
        Assert.False(File.Exists(Folder.CredentialsPath));
        Assert.True(File.Exists(Folder.KeysPath));
        Assert.Single(_commands.Wiped);
    }

    [Fact]
    public async Task Logs_out_here_when_Google_cannot_be_reached_and_says_what_is_left_to_do()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        Folder.Google.Answer = _ => throw new HttpRequestException("no network");

        Assert.Equal(1, await _commands.RunAsync("auth", "logout"));

        Assert.False(File.Exists(Folder.CredentialsPath));
        Assert.Contains("Not revoked at Google", _commands.Error, StringComparison.Ordinal);
        Assert.Contains("https://myaccount.google.com/connections", _commands.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_out_of_a_grant_that_is_dead_already()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        Folder.Google.Answer = _ => CannedGoogle.Error(HttpStatusCode.BadRequest, "invalid_token");

        Assert.Equal(0, await _commands.RunAsync("auth", "logout"));

        Assert.Contains("already ended", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_out_nobody_else_than_was_named()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50), """, "gmail_mcp":{"email":"anna@example.com"}""");

        Assert.Equal(1, await _commands.RunAsync("auth", "logout", "bert@example.com"));

        Assert.True(File.Exists(Folder.CredentialsPath));
        Assert.Empty(Folder.Google.Calls);
    }

    // The files of the Node servers do not say whose they are.
    [Fact]
    public async Task Logs_out_nobody_by_name_where_it_is_not_known_who_is_signed_in()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));

        Assert.Equal(1, await _commands.RunAsync("auth", "logout", "someone@example.com"));

        Assert.True(File.Exists(Folder.CredentialsPath));
        Assert.Empty(Folder.Google.Calls);
        Assert.Contains("Whose mailbox this is, is not known.", _commands.Error, StringComparison.Ordinal);
    }
}
