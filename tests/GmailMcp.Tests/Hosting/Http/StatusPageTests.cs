namespace GmailMcp.Tests.Hosting.Http;

/// <summary>GET /: JSON for programs, a page for people.</summary>
public sealed class StatusPageTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html;q=0, application/json", "application/json")]
    [InlineData(Browser, "text/html")]
    public async Task Answers_in_the_form_that_the_caller_reads(string? accept, string type)
    {
        await using var server = await HttpServer.StartAsync(isDemo: true);

        using var answer = await GetAsync(server, accept);

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", answer.Headers.Vary);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Tells_people_how_to_connect_to_this_very_server_and_loads_nothing()
    {
        await using var server = await HttpServer.StartAsync(http => http with { HasSse = true }, isDemo: true);

        using var answer = await GetAsync(server, Browser);

        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"http://127.0.0.1:{server.Address.Port}/mcp", html, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{server.Address.Port}/sse", html, StringComparison.Ordinal);
        Assert.Contains("2026-07-28", html, StringComparison.Ordinal);
        Assert.DoesNotContain("YOUR-KEY", html, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" src=", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Names_the_public_address_and_the_key_behind_a_proxy()
    {
        await using var server = await HttpServer.StartAsync(http => http with { PublicUrl = new Uri("https://mail.example.com"), HasKeys = true });

        using var answer = await GetAsync(server, Browser);

        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("https://mail.example.com/mcp", html, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer YOUR-KEY", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", html, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpServer server, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
