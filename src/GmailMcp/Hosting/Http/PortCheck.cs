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
    public static void Require(HttpOptions http)
    {
        // 0 is any free one.
        foreach (var address in http.Port == 0 ? [] : Addresses(http.Host))
        {
            try
            {
                using var probe = new TcpListener(address, http.Port);
                probe.Start();
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new PortBusyException(
                    http.Port,
                    $"Port {http.Port} is in use by {ListeningProcess.Find(http.Port) ?? "another program"}.",
                    "Stop that program, or choose another port: --port N or PORT=N.",
                    refused);
            }
            catch (SocketException refused) when (address.AddressFamily == AddressFamily.InterNetwork || http.Host != "localhost")
            {
                throw new PortBusyException(
                    http.Port,
                    $"Port {http.Port} of {address} cannot be listened on: {refused.Message}.",
                    "Choose another: --port N (from 1024 on, anybody may listen) or --host IP, which must be an address of this computer.",
                    refused);
            }
            catch (SocketException)
            {
                // A computer without IPv6 serves localhost by IPv4 alone.
            }
        }
    }

    private static IEnumerable<IPAddress> Addresses(string host) =>
        host == "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Parse(host)];
}
