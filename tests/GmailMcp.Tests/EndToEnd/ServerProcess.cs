using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>The server as a client's child: frames in, frames out. What is no frame on stdout is kept and fails the test at
/// <see cref="EndAsync"/>.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly bool _keepsHome;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _answers = new();
    private readonly ConcurrentQueue<JsonObject> _frames = new();
    private readonly ConcurrentQueue<string> _stray = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;
    private readonly Task _readingError;

    private ServerProcess(Process process, string home, bool keepsHome)
    {
        _process = process;
        _keepsHome = keepsHome;
        Home = home;
        _reading = ReadAsync();
        _readingError = ReadErrorAsync();
    }

    public string Home { get; }

    /// <summary>Every frame that came, in order.</summary>
    public IReadOnlyList<JsonObject> Frames => [.. _frames];

    /// <summary>The frames with the id null: what was wrong with lines that have no id.</summary>
    public IReadOnlyList<JsonObject> Anonymous =>
        [.. _frames.Where(frame => frame.ContainsKey("error") && frame.TryGetPropertyValue("id", out var id) && id is null)];

    /// <summary>What was on stdout and is no JSON-RPC message.</summary>
    public IReadOnlyList<string> Stray => [.. _stray];

    public string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>How many files and sockets it has open, where /proc tells.</summary>
    public int Handles => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    /// <summary>What the process keeps in memory now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static ServerProcess Start(params IEnumerable<string> arguments) =>
        Start(Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName, arguments);

    /// <summary>Starts it in a home folder, which is gone with it unless it is to be kept for the next one.</summary>
    public static ServerProcess Start(
        string home, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, bool keepsHome = false)
    {
        var start = ServerBinary.Start(home, arguments);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, home, keepsHome); // not null: no shell is used
    }

    /// <summary>The server on the demo mailbox, greeted in an old revision.</summary>
    public static async Task<ServerProcess> StartDemoAsync(string protocolVersion = "2025-06-18")
    {
        var server = Start("--demo");
        await server.GreetAsync(protocolVersion);
        return server;
    }

    /// <summary>Does the handshake of the old revisions; returns what the server says of itself. Its id is 0.</summary>
    public async Task<JsonObject> GreetAsync(string protocolVersion)
    {
        var hello = await ResultAsync(0, Frame.Initialize(protocolVersion));
        await SendAsync(Frame.Initialized);
        return hello;
    }

    public Task SendAsync(params IEnumerable<string> lines) =>
        SendAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _process.StandardInput.BaseStream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        await _process.StandardInput.BaseStream.FlushAsync(TestContext.Current.CancellationToken);
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>The frame that answers the request of this id.</summary>
    /// <param name="id">The request's.</param>
    /// <param name="patience">How long to wait; null for as long as any answer should take.</param>
    public Task<JsonObject> AnswerAsync(int id, TimeSpan? patience = null) => Patience.ForAsync(
        AnswerTo(id.ToString(CultureInfo.InvariantCulture)).Task, () => $"the answer {id}; stderr: {Error}", patience);

    /// <summary>Whether the request of this id is answered already.</summary>
    public bool HasAnswered(int id) => AnswerTo(id.ToString(CultureInfo.InvariantCulture)).Task.IsCompleted;

    /// <summary>Sends a request and returns what its answer carries under "result".</summary>
    public async Task<JsonObject> ResultAsync(int id, string frame, TimeSpan? patience = null)
    {
        await SendAsync(frame);
        var answer = await AnswerAsync(id, patience);
        return answer["result"] as JsonObject ?? throw new InvalidOperationException($"No result but {answer.ToJsonString()}");
    }

    /// <summary>Waits until a frame as described has come.</summary>
    public async Task UntilAsync(Func<ServerProcess, bool> claim, string what)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!claim(this))
        {
            if (TimeProvider.System.GetElapsedTime(begin) > Patience.Long)
            {
                throw new TimeoutException($"Waited in vain for {what}; stderr: {Error}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end and returns the exit code; stdout must have held frames only.</summary>
    public async Task<int> EndAsync()
    {
        await Patience.ForAsync(WaitAsync(), () => $"the server's end; stderr: {Error}");
        Assert.Empty(Stray);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        if (!_keepsHome)
        {
            Directory.Delete(Home, recursive: true);
        }
    }

    /// <summary>Ends it at once; its home stays.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await WaitAsync().WaitAsync(Patience.Long);
    }

    private async Task<bool> WaitAsync()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAll(_reading, _readingError);
        return true;
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Parse(line) is not { } frame)
            {
                _stray.Enqueue(line);
                continue;
            }

            _frames.Enqueue(frame);
            if (!frame.ContainsKey("method") && frame["id"] is { } id)
            {
                AnswerTo(id.ToJsonString()).TrySetResult(frame);
            }
        }
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_error)
            {
                _error.Append(line).Append('\n');
            }
        }
    }

    private TaskCompletionSource<JsonObject> AnswerTo(string id) =>
        _answers.GetOrAdd(id, _ => new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously));

    // JSON-RPC 2.0: a request or notification has a method, an answer has either a result or an error.
    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject frame
                && (string?)frame["jsonrpc"] == "2.0"
                && (frame["method"] is JsonValue || (frame.ContainsKey("id") && frame.ContainsKey("result") != frame.ContainsKey("error")))
                    ? frame
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
