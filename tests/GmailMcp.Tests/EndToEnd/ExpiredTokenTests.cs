using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A token has run out, and everybody wants a new one at once.</summary>
public sealed class ExpiredTokenTests
{
    private const int Processes = 4;
    private const int Calls = 500;

    [Fact]
    public async Task Four_processes_with_500_calls_ask_Google_once()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        using var home = new Storage.ScratchFolder();
        var refreshes = 0;
        gmail.Instead = async (context, target) =>
        {
            var isRefresh = target.StartsWith("/token", StringComparison.Ordinal);
            if (isRefresh)
            {
                Interlocked.Increment(ref refreshes);
                await context.Response.WriteAsync(
                    "{\"access_token\":\"" + gmail.Token + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
            }

            return isRefresh;
        };
        var variables = SignedIn.Write(home.Path, gmail.Root, "old", refreshToken: "refresh-1");
        var servers = Enumerable.Range(0, Processes)
            .Select(_ => ServerProcess.Start(home.Path, ["--units-per-minute", "1000000"], variables, keepsHome: true)).ToList();
        foreach (var server in servers)
        {
            await server.GreetAsync("2025-06-18");
        }

        await Task.WhenAll(servers.SelectMany(server => Enumerable.Range(1, Calls / Processes).Select(async id =>
        {
            var answer = await server.ResultAsync(id, Frame.Call(id, "search_emails", new JsonObject { ["query"] = $"subject:nothing{id}" }));
            Assert.Null(answer["isError"]);
        })));

        Assert.Equal(1, refreshes);
        Assert.DoesNotContain(gmail.Gmail.Requests, request => request.Status == 401);
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }
    }
}
