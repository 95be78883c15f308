using System.Net;
using System.Net.Sockets;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Hosting.Http;

/// <summary>Can the port be listened on? Asked before the host is built: the host tells a failure to bind as pages of stack
/// traces, and not who holds the port.</summary>
internal static class PortCheck
{
    /// <exception cref="PortBusyException">It cannot; the message says why and what to do.</exception>
    public static async Task RequireAsync(HttpOptions http, TimeProvider clock)
    {
        try
        {
            await using var probe = CallbackListener.Start(
                CallbackAddress.ListenOn(http.Host), http.Port, "/", (_, _) => Task.FromResult(CallbackAnswer.NotFound), clock);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortBusyException(
                http.Port,
                $"Port {http.Port} is in use by {ListeningProcess.Find(http.Port) ?? "another program"}.",
                "Stop that program, or choose another port: --port N or PORT=N.",
                refused);
        }
        catch (SocketException refused)
        {
            throw new PortBusyException(
                http.Port,
                $"Port {http.Port} of {http.Host} cannot be listened on: {refused.Message}.",
                $"Choose another port (--port N; below 1024 the system asks for rights), or an address of this computer (--host {IPAddress.Any}).",
                refused);
        }
    }
}
