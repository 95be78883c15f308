using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace GmailMcp.Tests.EndToEnd;

/// <summary><c>gmail-mcp --http</c> as a child, on a free loopback port.</summary>
internal sealed class HttpProcess : IAsyncDisposable
{
    public const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},
        "clientInfo":{"name":"test","version":"1"}}}
        """;

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _address = new();
    private readonly HttpClient _http = new();

    private HttpProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"It ended: {Error}"));
        process.EnableRaisingEvents = true;
        process.BeginErrorReadLine();
    }

    /// <summary>What it said on stderr so far.</summary>
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

    public Process Process => _process;

    public Uri Address => _address.Task.Result;

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<HttpProcess> StartAsync(
        string home, IReadOnlyDictionary<string, string>? variables, params IEnumerable<string> arguments)
    {
        var start = ServerBinary.Start(home, ["--http", "--port", "0", .. arguments]);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new HttpProcess(Process.Start(start)!); // not null: no shell
        await Patience.ForAsync(process._address.Task, () => $"an address from the server, which said: {process.Error}");
        return process;
    }

    /// <summary>Runs it to its end; for starts that must fail.</summary>
    public static async Task<(int Code, string Error)> RunAsync(string home, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(ServerBinary.Start(home, arguments))!; // not null: no shell
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Long);
        return (process.ExitCode, await error);
    }

    /// <summary>One request; the key goes into Authorization.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = null, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<int> EndAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Long);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_error)
        {
            _error.AppendLine(line);
        }

        const string mark = " listens on ";
        if (line?.IndexOf(mark, StringComparison.Ordinal) is { } at and >= 0)
        {
            // 0.0.0.0 is where it listens, not where one can go.
            _address.TrySetResult(new Uri(line[(at + mark.Length)..].Split(' ')[0].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
        }
    }
}
