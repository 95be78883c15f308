using System.Globalization;
using System.Net.Sockets;
using System.Text;
using GmailMcp.Tests.EndToEnd;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Bytes on a connection: for heads that no HTTP client would write, and for those who are slow.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private RawConnection(Socket socket) => _socket = socket;

    public static async Task<RawConnection> OpenAsync(Uri address, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
        }

        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return new RawConnection(socket);
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, TestContext.Current.CancellationToken)..];
        }
    }

    /// <summary>Sends as long as the server takes it; false if it stopped taking.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Everything until the server closes; what came so far when it resets.</summary>
    public Task<string> ReadToEndAsync() => Patience.ForAsync(ReadAsync(_ => false), () => "the end of the connection");

    /// <summary>What comes until it holds this.</summary>
    public Task<string> ReadUntilAsync(string mark) => Patience.ForAsync(
        ReadAsync(text => text.Contains(mark, StringComparison.Ordinal)), () => $"\"{mark}\"");

    /// <summary>The status of an answer; 0 where there is none.</summary>
    public static int Status(string answer) =>
        answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;

    public void Dispose() => _socket.Dispose();

    private async Task<string> ReadAsync(Func<string, bool> isEnough)
    {
        var text = new StringBuilder();
        try
        {
            while (!isEnough(text.ToString())
                && await _socket.ReceiveAsync(_buffer, TestContext.Current.CancellationToken) is var read and > 0)
            {
                text.Append(Encoding.UTF8.GetString(_buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // It was cut: that is an end too.
        }

        return text.ToString();
    }
}
