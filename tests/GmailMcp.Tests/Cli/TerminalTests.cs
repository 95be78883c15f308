using GmailMcp.Cli;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Cli;

/// <summary>What only a person before a terminal sees.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _out = new();

    public void Dispose() => _out.Dispose();

    [Fact]
    public async Task A_server_started_by_hand_explains_itself_and_ends()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(Stream.Null, Stream.Null, _out, error) { IsInteractive = true, HasKeyboard = true };

        Assert.Equal(0, await Commands.RunAsync(["--demo"], terminal, TestContext.Current.CancellationToken));

        Assert.StartsWith("gmail-mcp ", _out.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"Next: gmail-mcp install --client \S+ --demo\n", _out.ToString());
        Assert.Contains("gmail-mcp demo\n", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task Progress_counts_the_seconds_and_leaves_nothing_behind()
    {
        await using (new Progress(_out, "Waiting", _time).Start())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("\rWaiting 0:01\r            \r", _out.ToString());
    }

    [Fact]
    public async Task What_is_over_within_a_second_shows_no_progress()
    {
        await using (new Progress(_out, "Waiting", _time).Start())
        {
            _time.Advance(TimeSpan.FromMilliseconds(900));
        }

        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public async Task A_line_that_nobody_waited_for_goes_to_the_next_question()
    {
        using var typed = new ManualResetEventSlim();
        var reader = new LineReader(new Typing(typed));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = reader.ReadAsync(over.Token);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = reader.ReadAsync(TestContext.Current.CancellationToken);
        typed.Set();

        Assert.Equal("line 1", await second);
        Assert.Equal("line 2", await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Colours_are_off_unless_asked_for()
    {
        Assert.Equal("ok", Ink.None.Good("ok"));
        Assert.Equal("\e[32mok\e[0m", new Ink(IsOn: true).Good("ok"));
    }

    private sealed class Typing(ManualResetEventSlim typed) : TextReader
    {
        private int _lines;

        public override string ReadLine()
        {
            typed.Wait();
            return $"line {++_lines}";
        }
    }
}
