using System.Text;
using System.Text.Json.Nodes;
using Gmail.Emulator;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A mail leaves once, whatever happens to the process that sends it.</summary>
public sealed class SendAtMostOnceTests
{
    // The product's own waits in one run of twenty: GMAIL_MCP_SEND_REAL_WAITS=1.
    private static readonly int? Checks = FullSize.Of("GMAIL_MCP_SEND_REAL_WAITS", 0) > 0 ? null : 50;

    // The bars are 500 (GMAIL_MCP_SEND_KILLS=500, GMAIL_MCP_SEND_RACES=500).
    private static readonly int Kills = FullSize.Of("GMAIL_MCP_SEND_KILLS", 8);
    private static readonly int Races = FullSize.Of("GMAIL_MCP_SEND_RACES", 25);

    private static readonly (string Path, bool AfterWork)[] States =
    [
        ("/profile", false),
        ("/drafts", false), // prepared, no draft
        ("/drafts", true), // prepared, and the draft's answer lost
        ("/drafts/send", false), // sending, not sent
        ("/drafts/send", true), // sending, sent
    ];

    [Fact]
    public async Task A_killed_server_never_sends_twice_and_its_successor_finishes()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        for (var kill = 0; kill < Kills; kill++)
        {
            var (path, afterWork) = States[kill % States.Length];
            gmail.Hold(target => target.Split('?')[0].EndsWith(path, StringComparison.Ordinal), afterWork);
            await using var first = await StartAsync(gmail, home);
            await first.SendAsync(Call(1, kill));
            await first.UntilAsync(_ => gmail.Waiting == kill + 1, path);
            await first.KillAsync();
            gmail.Release();

            await using var second = await StartAsync(gmail, home);
            var answer = await second.ResultAsync(1, Call(1, kill));

            Assert.True(State(answer) == "sent", $"{path} {afterWork}: {answer.ToJsonString()}");
            Assert.Equal(kill + 1, gmail.Gmail.Relayed.Count);
            Assert.Empty(gmail.Mailbox.Drafts);
        }

        Assert.Equal(Kills, gmail.Gmail.Relayed.Select(Subject).Distinct().Count());
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public async Task Two_processes_with_the_same_key_at_the_same_instant_send_one_mail()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        await using var one = await StartAsync(gmail, home);
        await using var two = await StartAsync(gmail, home);
        for (var race = 1; race <= Races; race++)
        {
            var answers = await Task.WhenAll(one.ResultAsync(race, Call(race, race)), two.ResultAsync(race, Call(race, race)));

            Assert.Equal(["sent", "sent"], answers.Select(State));
            Assert.Single(answers.Select(answer => (string?)answer["structuredContent"]!["messageId"]).Distinct());
            Assert.Equal(race, gmail.Gmail.Relayed.Count);
        }

        Directory.Delete(home, recursive: true);
    }

    private static Task<ServerProcess> StartAsync(LoopbackGmail gmail, string home) => gmail.StartServerInAsync(home, Checks);

    private static string Subject(RelayedMail mail) =>
        Encoding.ASCII.GetString(mail.RawMime).Split("\r\n").Single(line => line.StartsWith("Subject:", StringComparison.Ordinal));

    private static string? State(JsonObject answer) => (string?)answer["structuredContent"]?["state"];

    private static string Call(int id, int mail) => Frame.Call(id, "send_email", new JsonObject
    {
        ["to"] = new JsonArray("ann@example.org"),
        ["subject"] = $"Mail {mail}",
        ["body"] = $"The text of mail {mail}.",
        ["idempotencyKey"] = $"key-{mail}",
    });
}
