using System.Text.Json.Nodes;
using GmailMcp.Tests.EndToEnd;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>A client whose connection breaks asks again, as MCP 2026-07-28 wants it: the mail leaves once and the answer is the
/// same.</summary>
public sealed class ReissuedSendTests(ITestOutputHelper output)
{
    // The units that a mailbox has for one minute are enough for so many.
    private const int MailsOfAServer = 20;

    // The bar is 600 (GMAIL_MCP_SEND_DISCONNECTS=600).
    private static readonly int Disconnects = FullSize.Of("GMAIL_MCP_SEND_DISCONNECTS", 20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_is_broken_off_and_made_again_sends_one_mail(bool isModern)
    {
        var broken = 0;
        for (var first = 0; first < Disconnects; first += MailsOfAServer)
        {
            broken += await BreakOffAsync(isModern, first);
        }

        output.WriteLine($"{broken} of {Disconnects} calls were broken off; each mail was sent once.");
        Assert.True(broken > 0, "No connection was broken: the test would prove nothing.");
    }

    private static async Task<int> BreakOffAsync(bool isModern, int first)
    {
        await using var server = await HttpServer.StartAsync(options: options => options with { UnitsPerMinute = 1_000_000 }, isDemo: true);
        var caller = new RawCaller(server.Address, server.Client) { IsModern = isModern };
        if (!isModern)
        {
            await caller.OpenAsync();
        }

        var random = new Random(first);
        var broken = 0;
        for (var mail = first; mail < first + MailsOfAServer; mail++)
        {
            using var line = new CancellationTokenSource(TimeSpan.FromMicroseconds(random.Next(12_000)), TimeProvider.System);
            try
            {
                await caller.CallAsync("send_email", Mail(mail), line.Token);
            }
            catch (OperationCanceledException)
            {
                broken++;
            }

            var (_, answer) = await caller.CallAsync("send_email", Mail(mail));
            Assert.Contains("\"state\":\"sent\"", answer, StringComparison.Ordinal);
        }

        var (_, found) = await caller.CallAsync(
            "search_emails", new JsonObject { ["query"] = "in:sent subject:Reissued", ["maxResults"] = 500 });
        Assert.Equal(MailsOfAServer, found.Split("Subject: Reissued").Length - 1);
        return broken;
    }

    private static JsonObject Mail(int number) => new()
    {
        ["to"] = new JsonArray("ann@example.org"),
        ["subject"] = $"Reissued {number}",
        ["body"] = $"The text of mail {number}.",
    };
}
