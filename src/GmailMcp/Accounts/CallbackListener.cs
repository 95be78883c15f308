using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GmailMcp.Accounts;

/// <summary>
/// A web server for one request: takes GETs of one path on loopback while a sign-in is pending. Its neighbours on the
/// machine can reach it, so heads are bounded, slow callers cut, and nothing but the exact path answered.
/// </summary>
internal sealed class CallbackListener : IAsyncDisposable
{
    private const int LargestHeadInBytes = 16 * 1024;
    private const int MostConnections = 32;

    private static readonly TimeSpan ConnectionPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailedAccept = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<TcpListener> _listeners;
    private readonly string _path;
    private readonly Func<CallbackQuery, CancellationToken, Task<CallbackAnswer>> _answer;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _connections = new(MostConnections, MostConnections);
    private readonly Task[] _loops;
    private readonly Lazy<Task> _closed;

    private CallbackListener(
        IReadOnlyList<TcpListener> listeners,
        string path,
        Func<CallbackQuery, CancellationToken, Task<CallbackAnswer>> answer,
        TimeProvider clock)
    {
        _listeners = listeners;
        _path = path;
        _answer = answer;
        _clock = clock;
        Port = ((IPEndPoint)listeners[0].LocalEndpoint).Port;
        _loops = [.. listeners.Select(AcceptAsync)];
        _closed = new(CloseAsync);
    }

    public int Port { get; }

    /// <summary>Listens until disposed.</summary>
    /// <param name="addresses">The first must work; a further one may be missing (no IPv6) but not taken.</param>
    /// <param name="port">0 takes any free one.</param>
    /// <param name="path">The only path answered.</param>
    /// <param name="answer">Handles a callback and says what the browser is shown.</param>
    /// <param name="clock">For the patience with slow callers.</param>
    /// <exception cref="SocketException">The port is taken (AddressAlreadyInUse) or not allowed.</exception>
    public static CallbackListener Start(
        IReadOnlyList<IPAddress> addresses,
        int port,
        string path,
        Func<CallbackQuery, CancellationToken, Task<CallbackAnswer>> answer,
        TimeProvider clock)
    {
        var listeners = new List<TcpListener>();
        try
        {
            foreach (var address in addresses)
            {
                var chosen = listeners.Count == 0 ? port : ((IPEndPoint)listeners[0].LocalEndpoint).Port;
                if (TryListen(address, chosen, isOptional: listeners.Count > 0) is { } listener)
                {
                    listeners.Add(listener);
                }
            }

            return new(listeners, path, answer, clock);
        }
        catch (SocketException)
        {
            listeners.ForEach(listener => listener.Dispose());
            throw;
        }
    }

    /// <summary>Stops listening, then lets the answers under way be sent. Whoever calls it waits for that.</summary>
    public async ValueTask DisposeAsync() => await _closed.Value;

    private async Task CloseAsync()
    {
        await _closing.CancelAsync();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        await Task.WhenAll(_loops);
        _closing.Dispose();
        _connections.Dispose();
    }

    private static TcpListener? TryListen(IPAddress address, int port, bool isOptional)
    {
        var listener = new TcpListener(address, port);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                listener.ExclusiveAddressUse = true; // or another user's program could take over the same port
            }

            listener.Start();
            return listener;
        }
        catch (SocketException failure)
        {
            listener.Dispose();
            if (isOptional && failure.SocketErrorCode != SocketError.AddressAlreadyInUse)
            {
                return null;
            }

            throw;
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                await _connections.WaitAsync(_closing.Token);
                if (await TryAcceptAsync(listener) is not { } client)
                {
                    _connections.Release();
                    continue;
                }

                serving.RemoveAll(task => task.IsCompleted);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    // A caller may be gone before he is accepted, or the process out of handles for a moment: neither ends the sign-in.
    private async Task<TcpClient?> TryAcceptAsync(TcpListener listener)
    {
        try
        {
            return await listener.AcceptTcpClientAsync(_closing.Token);
        }
        catch (SocketException)
        {
            await Task.Delay(AfterFailedAccept, _clock, _closing.Token);
            return null;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = client;
        try
        {
            var stream = client.GetStream();
            var answer = await ReadAndAnswerAsync(stream);
            using var patience = new CancellationTokenSource(ConnectionPatience, _clock);
            await stream.WriteAsync(Encode(answer), patience.Token);

            // Closing with unread bytes in the socket would reset the connection and lose the answer (RFC 9112 §9.6).
            client.Client.Shutdown(SocketShutdown.Send);
            await DrainAsync(stream, patience.Token);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // The caller left, was too slow, or the sign-in is over: nothing to tell anybody.
        }
        finally
        {
            _connections.Release();
        }
    }

    private async Task<CallbackAnswer> ReadAndAnswerAsync(NetworkStream stream)
    {
        string? head;
        using (var patience = new CancellationTokenSource(ConnectionPatience, _clock))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _closing.Token))
        {
            head = await ReadHeadAsync(stream, either.Token);
        }

        if (head is null)
        {
            return CallbackAnswer.HeadTooLarge;
        }

        // RFC 9112 §3: method SP request-target SP HTTP-version
        if (head.Split("\r\n", 2)[0].Split(' ') is not [var method, var target, var version]
            || !version.StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !target.StartsWith('/'))
        {
            return CallbackAnswer.Malformed;
        }

        if (method != "GET")
        {
            return CallbackAnswer.WrongMethod;
        }

        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = CallbackQuery.Parse(question < 0 ? "" : target[question..]);
        return path == _path
            ? await _answer(query with { Cookies = CookiesOf(head) }, CancellationToken.None)
            : CallbackAnswer.NotFound;
    }

    // RFC 6265 §5.4: a browser sends one Cookie header.
    private static string? CookiesOf(string head) =>
        head.Split("\r\n").Skip(1).FirstOrDefault(line => line.StartsWith("Cookie:", StringComparison.OrdinalIgnoreCase))
            is { } line ? line["Cookie:".Length..].Trim() : null;

    private static async Task<string?> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[LargestHeadInBytes];
        var length = 0;
        while (length < head.Length)
        {
            var read = await stream.ReadAsync(head.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                throw new IOException("The caller left before the end of the request.");
            }

            length += read;
            if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                return Encoding.ASCII.GetString(head, 0, length);
            }
        }

        return null;
    }

    private static async Task DrainAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var scrap = new byte[4096];
        for (var drained = 0; drained < LargestHeadInBytes;)
        {
            var read = await stream.ReadAsync(scrap, cancellationToken);
            if (read == 0)
            {
                return;
            }

            drained += read;
        }
    }

    // The address in the browser's bar holds the code: no cache, no referrer, nothing that could load or run.
    private static byte[] Encode(CallbackAnswer answer)
    {
        var body = Encoding.UTF8.GetBytes(answer.Text);
        var allow = answer.Status == 405 ? "Allow: GET\r\n" : "";
        var head =
            $"HTTP/1.1 {answer.Status} {Phrase(answer.Status)}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\nCache-Control: no-store\r\n{allow}"
            + "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
            + "Content-Security-Policy: default-src 'none'\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static string Phrase(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    };
}
