using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class AccountSettingsTests
{
    [Fact]
    public void Keeps_everything_in_the_home_folder_when_nothing_is_set()
    {
        var settings = Read();

        Assert.Equal("/home/anna/.gmail-mcp/credentials.json", settings.CredentialsPath);
        Assert.Null(settings.OAuthPath);
        Assert.Null(settings.EnvironmentKeys);
        Assert.Null(settings.EnvironmentTokens);
        Assert.Equal("https://gmail.googleapis.com/", settings.Endpoints.ApiRoot.AbsoluteUri);
    }

    [Fact]
    public void Takes_the_paths_of_the_two_variables_and_a_tilde_in_them()
    {
        var settings = Read(("GMAIL_CREDENTIALS_PATH", "~/mail/c.json"), ("GMAIL_OAUTH_PATH", "/gcp-oauth.keys.json"));

        Assert.Equal("/home/anna/mail/c.json", settings.CredentialsPath);
        Assert.Equal("/gcp-oauth.keys.json", settings.OAuthPath);
    }

    [Fact]
    public void Reads_keys_and_tokens_of_the_environment()
    {
        var settings = Read(
            ("GMAIL_CLIENT_ID", "id"),
            ("GMAIL_CLIENT_SECRET", "secret"),
            ("GMAIL_REDIRECT_URI", "http://localhost:3456/oauth2callback"),
            ("GMAIL_ACCESS_TOKEN", "a"),
            ("GMAIL_REFRESH_TOKEN", "r"),
            ("GMAIL_EXPIRY_DATE", "1767225600000"));

        Assert.Equal("id", settings.EnvironmentKeys?.ClientId);
        Assert.Equal(["http://localhost:3456/oauth2callback"], settings.EnvironmentKeys?.RedirectUris);
        Assert.Equal("a", settings.EnvironmentTokens?.AccessToken);
        Assert.Equal("r", settings.EnvironmentTokens?.RefreshToken);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), settings.EnvironmentTokens?.ExpiresAt);
    }

    [Fact]
    public void Reads_the_prefixed_variables_alone_when_a_prefix_is_set()
    {
        var settings = Read(
            ("GMAIL_ACCOUNT_PREFIX", "WORK"),
            ("GMAIL_WORK_CLIENT_ID", "work-id"),
            ("GMAIL_WORK_CLIENT_SECRET", "work-secret"),
            ("GMAIL_WORK_REFRESH_TOKEN", "work-refresh"),
            ("GMAIL_CLIENT_ID", "private-id"),
            ("GMAIL_REFRESH_TOKEN", "private-refresh"));

        Assert.Equal("work-id", settings.EnvironmentKeys?.ClientId);
        Assert.Equal("work-refresh", settings.EnvironmentTokens?.RefreshToken);
        Assert.Equal("GMAIL_WORK_REFRESH_TOKEN", settings.EnvironmentTokensVariable);
    }

    public static TheoryData<string, string[]> Mixtures => new()
    {
        { "GMAIL_CLIENT_ID=id", ["GMAIL_CLIENT_ID", "GMAIL_CLIENT_SECRET"] },
        { "GMAIL_CLIENT_SECRET=s", ["GMAIL_CLIENT_SECRET", "GMAIL_CLIENT_ID"] },
        { "GMAIL_REFRESH_TOKEN=r", ["GMAIL_REFRESH_TOKEN", "GMAIL_CLIENT_ID", "GMAIL_CLIENT_SECRET"] },
        { "GMAIL_ACCOUNT_PREFIX=WORK GMAIL_REFRESH_TOKEN=r", ["GMAIL_ACCOUNT_PREFIX", "GMAIL_WORK_REFRESH_TOKEN", "GMAIL_REFRESH_TOKEN"] },
        { "GMAIL_ACCESS_TOKEN=a GMAIL_EXPIRY_DATE=tomorrow", ["GMAIL_EXPIRY_DATE"] },
    };

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Refuses_half_a_set_and_names_what_is_missing(string variables, string[] named)
    {
        var failure = Assert.Throws<AccountException>(
            () => Read([.. variables.Split(' ').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]));

        Assert.All(named, name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8025")]
    [InlineData("http://127.0.0.1:8025/")]
    [InlineData("https://localhost:8443")]
    [InlineData("http://[::1]:8025")]
    public void Lets_a_loopback_address_stand_in_for_Google_and_keeps_the_paths(string root)
    {
        var endpoints = GoogleEndpoints.WithRoots(root, root);

        var start = root.TrimEnd('/');
        Assert.Equal(start + "/o/oauth2/v2/auth", endpoints.Authorization.AbsoluteUri);
        Assert.Equal(start + "/token", endpoints.Token.AbsoluteUri);
        Assert.Equal(start + "/revoke", endpoints.Revocation.AbsoluteUri);
        Assert.Equal(start + "/", endpoints.ApiRoot.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://10.0.0.1:8025")]
    [InlineData("https://gmail.example")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://127.0.0.1.evil.example:80")]
    [InlineData("http://127.0.0.1:8025/path")]
    [InlineData("http://127.0.0.1:8025/?q=1")]
    [InlineData("http://user@127.0.0.1:8025")]
    [InlineData("http://evil.example#@127.0.0.1/")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:8025")]
    [InlineData("http://0.0.0.0:8025")]
    public void Refuses_any_other_address_loudly(string root)
    {
        var api = Assert.Throws<AccountException>(() => GoogleEndpoints.WithRoots(root, null));
        var oauth = Assert.Throws<AccountException>(() => GoogleEndpoints.WithRoots(null, root));

        Assert.Contains("GMAIL_MCP_GOOGLE_API_ROOT", api.Message, StringComparison.Ordinal);
        Assert.Contains("GMAIL_MCP_GOOGLE_OAUTH_ROOT", oauth.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GMAIL_MCP_GOOGLE_API_ROOT")]
    [InlineData("GMAIL_MCP_GOOGLE_OAUTH_ROOT")]
    public void Has_no_default_credentials_while_something_stands_in_for_Google(string variable) =>
        Assert.Null(Read((variable, "http://127.0.0.1:8025")).CredentialsPath);

    [Theory]
    [InlineData("/home/anna/.gmail-mcp/credentials.json")]
    [InlineData("~/.gmail-mcp/other.json")]
    [InlineData("/home/anna/x/../.gmail-mcp/credentials.json")]
    public void Refuses_the_default_folder_while_something_stands_in_for_Google(string path)
    {
        var failure = Assert.Throws<AccountException>(() => Read(
            ("GMAIL_MCP_GOOGLE_API_ROOT", "http://127.0.0.1:8025"), ("GMAIL_CREDENTIALS_PATH", path)));

        Assert.Contains("GMAIL_CREDENTIALS_PATH", failure.Message, StringComparison.Ordinal);
    }

    private static AccountSettings Read(params (string Name, string Value)[] variables) =>
        AccountSettings.Read(
            name => variables.FirstOrDefault(pair => pair.Name == name).Value, "/home/anna", "/work/here");
}
