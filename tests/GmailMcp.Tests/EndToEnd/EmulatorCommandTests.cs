using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GmailMcp.Tests.EndToEnd;

/// <summary><c>gmail-mcp emulator</c> as a process: what it prints works, and it goes when told to.</summary>
public sealed class EmulatorCommandTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Serves_on_a_free_port_until_a_signal(string signal)
    {
        await using var process = EmulatorProcess.Start("--port", "0");
        var said = await process.GreetingAsync();
        var address = Regex.Match(said, @"http://127\.0\.0\.1:\d+").Value;
        var token = Regex.Match(said, "Bearer ([^']+)'").Groups[1].Value;

        using var client = new HttpClient(new SocketsHttpHandler());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var profile = JsonNode.Parse(await client.GetStringAsync(
            new Uri($"{address}/gmail/v1/users/me/profile"), TestContext.Current.CancellationToken))!;
        client.DefaultRequestHeaders.Authorization = null;
        using var refused = await client.GetAsync(
            new Uri($"{address}/gmail/v1/users/me/profile"), TestContext.Current.CancellationToken);

        Assert.Contains((string)profile["emailAddress"]!, said, StringComparison.Ordinal);
        Assert.True((int)profile["messagesTotal"]! > 150);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(0, await process.EndAsync(signal));
    }

    // Both halves of the product as two processes, over a real socket.
    [Fact]
    public async Task The_server_signs_in_to_it_as_if_it_were_Google()
    {
        await using var process = EmulatorProcess.Start("--port", "0");
        var said = await process.GreetingAsync();
        await using var server = await ServerSignedInTo(said);

        var found = await server.ResultAsync(1, Frame.Call(1, "search_emails", new() { ["query"] = "has:attachment", ["maxResults"] = 3 }));

        Assert.Equal(3, found["structuredContent"]!["messages"]!.AsArray().Count);
        Assert.Equal("", server.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var home = new Storage.ScratchFolder();
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var ended = await Finished.RunAsync(home.Path, "emulator", "--port", port);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("Error: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains(port, ended.Error, StringComparison.Ordinal);
    }

    private static async Task<ServerProcess> ServerSignedInTo(string greeting)
    {
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        var variables = SignedIn.Write(
            home,
            Regex.Match(greeting, @"http://127\.0\.0\.1:\d+").Value,
            Regex.Match(greeting, "Bearer ([^']+)'").Groups[1].Value);
        var server = ServerProcess.Start(home, [], variables);
        await server.GreetAsync("2025-11-25");
        return server;
    }
}
