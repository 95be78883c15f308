using System.Text;
using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>How the server ends: by the end of its input, by a signal, with calls under way or without.</summary>
public sealed class StdioEndTests
{
    // The SDK by itself cancels what runs when the input ends: eight runs out of eight lost every answer.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Answers_every_request_of_a_redirected_file(int run)
    {
        using var home = new Storage.ScratchFolder();
        var lines = new List<string> { Frame.Initialize("2025-06-18"), Frame.Initialized };
        for (var id = 1; id <= 20; id++)
        {
            lines.Add(id % 3 == 0 ? Frame.Request(id, "ping") : Frame.Call(id, "search_emails", new JsonObject { ["query"] = "in:inbox" }));
        }

        var text = string.Join('\n', lines) + (run % 2 == 0 ? "\n" : ""); // the last newline may be missing
        var ended = await Finished.RunAsync(home.Path, Encoding.UTF8.GetBytes(text), ["--demo"]);

        Assert.Equal(0, ended.ExitCode);
        var answered = ended.Lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(Enumerable.Range(0, 21), answered.Select(answer => (int)answer["id"]!).Order());
        Assert.All(answered, answer => Assert.True(answer.ContainsKey("result"), answer.ToJsonString()));
    }

    [Fact]
    public async Task Finishes_a_slow_call_after_its_input_ended()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        gmail.Mailbox.Deliver(Some.Message("Slow but there"));
        await using var server = await gmail.StartServerAsync();
        gmail.Hold(target => target.Contains("/messages", StringComparison.Ordinal));
        await server.SendAsync(Frame.Call(1, "search_emails", new JsonObject { ["query"] = "" }));
        await server.UntilAsync(_ => gmail.Waiting > 0, "the request to Gmail");

        server.CloseInput();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(server.HasExited);
        gmail.Release();

        var answer = await server.AnswerAsync(1);
        Assert.Contains("Slow but there", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task Ends_at_once_when_nothing_but_garbage_came()
    {
        using var home = new Storage.ScratchFolder();
        var begin = TimeProvider.System.GetTimestamp();

        var ended = await Finished.RunAsync(home.Path, new byte[] { 0, 0xFF, 0xFE, (byte)'x' }, ["--demo"]);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("-32700", Assert.Single(ended.Lines), StringComparison.Ordinal);
        Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(15), "It waited for work that never came.");
    }

    [Fact]
    public async Task Ends_without_a_word_when_its_input_is_empty()
    {
        using var home = new Storage.ScratchFolder();

        var ended = await Finished.RunAsync(home.Path, "--demo");

        Assert.Equal((0, "", ""), (ended.ExitCode, ended.Out, ended.Error));
    }

    [Theory]
    [InlineData("TERM", true)]
    [InlineData("TERM", false)]
    [InlineData("INT", true)]
    public async Task Ends_within_five_seconds_of_a_signal(string signal, bool isCallRunning)
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        await using var server = await gmail.StartServerAsync();
        if (isCallRunning)
        {
            gmail.Hold(_ => true);
            await server.SendAsync(Frame.Call(1, "list_email_labels"));
            await server.UntilAsync(_ => gmail.Waiting > 0, "the request to Gmail");
        }

        var begin = TimeProvider.System.GetTimestamp();
        await server.SignalAsync(signal);
        await server.EndAsync();

        Assert.True(
            TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(isCallRunning ? 5.5 : 5),
            $"It took {TimeProvider.System.GetElapsedTime(begin)}.");
    }
}
