using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>A client that names a revision which is not served learns those that it can use.</summary>
public sealed class ProtocolRevisionsTests
{
    private const string Discover = """{"jsonrpc":"2.0","id":"first","method":"server/discover","params":{}}""";

    [Fact]
    public async Task Names_the_revisions_that_stand_alone_as_discover_does()
    {
        await using var server = await HttpServer.StartAsync(isDemo: true);

        var (status, answer) = await PostAsync(server, Discover, "2099-01-01");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("first", answer.GetProperty("id").GetString());
        var error = answer.GetProperty("error");
        Assert.Equal(-32022, error.GetProperty("code").GetInt32());
        Assert.Equal("2099-01-01", error.GetProperty("data").GetProperty("requested").GetString());
        Assert.Equal(["2026-07-28"], Supported(error));
    }

    [Fact]
    public async Task Names_every_revision_to_a_client_that_opens_a_session()
    {
        await using var server = await HttpServer.StartAsync(isDemo: true);

        var (status, answer) = await PostAsync(server, Initialize("2025-06-18"), "2099-01-01");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("2025-11-25", Supported(answer.GetProperty("error")));
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task Opens_sessions_of_every_revision_that_has_them(string revision)
    {
        await using var server = await HttpServer.StartAsync(isDemo: true);

        var (status, _) = await PostAsync(server, Initialize(revision), revision);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Takes_a_client_that_names_no_revision()
    {
        await using var server = await HttpServer.StartAsync(isDemo: true);

        var (status, _) = await PostAsync(server, Initialize("2024-11-05"), revision: null);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    private static string Initialize(string revision) =>
        $$$$"""
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"{{{{revision}}}}","capabilities":{},
        "clientInfo":{"name":"test","version":"1"}}}
        """;

    private static IEnumerable<string?> Supported(JsonElement error) =>
        error.GetProperty("data").GetProperty("supported").EnumerateArray().Select(revision => revision.GetString());

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(HttpServer server, string message, string? revision)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp");
        request.Content = new StringContent(message, Encoding.UTF8, "application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (revision is not null)
        {
            request.Headers.Add("Mcp-Protocol-Version", revision);
        }

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var json = text.StartsWith('{') ? text : text.Split('\n').First(line => line.StartsWith("data: {", StringComparison.Ordinal))[6..];
        using var document = JsonDocument.Parse(json);
        return (response.StatusCode, document.RootElement.Clone());
    }
}
