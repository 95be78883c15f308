namespace GmailMcp.Tests.Tools.Accounts;

public sealed class SignInToolsTests
{
    [Fact]
    public async Task Says_that_no_sign_in_was_started()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("check_authentication");

        Assert.True(result.IsError);
        Assert.Equal(
            "❌ No pending authentication found for session auth-default.\n\n"
            + "Please call 'get_auth_url' first to initiate the authentication process.",
            result.Text());
    }

    [Fact]
    public async Task Refuses_a_session_token_that_nobody_issued()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("authenticate_with_token", """{"sessionToken":"mcp_token_invented"}""");

        Assert.True(result.IsError);
        Assert.Equal(
            "❌ Authentication failed: Invalid or expired session token.\n\nPlease use setup_authentication to get a new token.",
            result.Text());
    }

    [Theory]
    [InlineData("get_auth_url")]
    [InlineData("setup_authentication")]
    public async Task Refuses_half_of_an_OAuth_client(string tool)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(tool, """{"clientId":"invented.apps.example"}""");

        Assert.True(result.IsError);
        Assert.Contains("clientId and clientSecret together", result.Text(), StringComparison.Ordinal);
    }
}
