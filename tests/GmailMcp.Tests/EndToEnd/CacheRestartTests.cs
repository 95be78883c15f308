using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What <c>--cache</c> keeps is there for the next process on the same folder, and for nobody who signs in as another.</summary>
public sealed class CacheRestartTests : IAsyncLifetime
{
    private const string Canary = "canary of the owner";
    private const string Another = "another@example.com";

    private readonly string _home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
    private LoopbackGmail _gmail = null!; // before each test
    private string _messageId = "";

    public async ValueTask InitializeAsync()
    {
        _gmail = await LoopbackGmail.StartAsync();
        _messageId = _gmail.Mailbox.Deliver(Some.Message(Canary, body: Canary));
        _gmail.Gmail.AddAccount(Another, "Another");
    }

    public async ValueTask DisposeAsync()
    {
        await _gmail.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task A_second_process_reads_what_the_first_had_fetched()
    {
        var (first, dear) = await ReadAsync(_gmail.Token);
        var (second, cheap) = await ReadAsync(_gmail.Token);

        Assert.Equal(first["content"]!.ToJsonString(), second["content"]!.ToJsonString());
        Assert.Contains(Canary, second["content"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, Gets);
        Assert.True(cheap <= 3 && dear >= 20, $"{dear} units, then {cheap}"); // the address and what changed since
    }

    [Fact]
    public async Task Who_signs_in_as_another_sees_nothing_of_it()
    {
        await ReadAsync(_gmail.Token);

        var (answer, _) = await ReadAsync(_gmail.Gmail.IssueAccessToken(Another));

        Assert.True((bool)answer["isError"]!);
        Assert.DoesNotContain(Canary, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, Gets); // his own mailbox was asked
    }

    private int Gets => _gmail.Gmail.Requests.Count(request => request.MethodId == "users.messages.get");

    // One process: from its start to the end of its input, when it keeps what it knows.
    private async Task<(JsonObject Answer, int Units)> ReadAsync(string token)
    {
        var before = _gmail.Gmail.UnitsSpent;
        var variables = SignedIn.Write(_home, _gmail.Root, token);
        variables["GMAIL_MCP_STORE_KEY"] = Convert.ToBase64String(new byte[32]);
        await using var server = ServerProcess.Start(_home, ["--cache", "--no-fence"], variables, keepsHome: true);
        await server.GreetAsync("2025-06-18");
        var answer = await server.ResultAsync(1, Frame.Call(1, "read_email", new JsonObject { ["messageId"] = _messageId }));
        server.CloseInput();
        Assert.Equal(0, await server.EndAsync());
        return (answer, _gmail.Gmail.UnitsSpent - before);
    }
}
