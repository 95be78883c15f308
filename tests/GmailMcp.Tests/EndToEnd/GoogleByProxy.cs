using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Google's own addresses, answered on loopback by an emulated Gmail: the program is told of a proxy and of a certificate
/// by the variables that every program knows. So it runs with its real settings, and with the credentials of ~/.gmail-mcp, which
/// stand-ins for Google may not have.</summary>
internal sealed class GoogleByProxy : IAsyncDisposable
{
    private const int LongestHead = 8 * 1024;

    private readonly ScratchFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _behind;
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;

    /// <param name="root">The scheme, host and port of the emulated Gmail.</param>
    public GoogleByProxy(string root)
    {
        _behind = new Uri(root);
        _certificate = CreateCertificate(_folder["ca.pem"]);
        Directory.CreateDirectory(_folder["certificates"]);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What leads a program here.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HTTPS_PROXY"] = $"http://{_listener.LocalEndpoint}",
        ["https_proxy"] = $"http://{_listener.LocalEndpoint}",
        ["NO_PROXY"] = "",
        ["no_proxy"] = "",
        ["SSL_CERT_FILE"] = _folder["ca.pem"],
        ["SSL_CERT_DIR"] = _folder["certificates"],
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient caller)
    {
        try
        {
            using (caller)
            {
                var outside = caller.GetStream();
                var head = await ReadHeadAsync(outside);
                var isGoogle = head.StartsWith("CONNECT ", StringComparison.Ordinal)
                    && head.Split(' ')[1].EndsWith(".googleapis.com:443", StringComparison.Ordinal);
                await outside.WriteAsync(
                    Encoding.ASCII.GetBytes(isGoogle ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"), _end.Token);
                if (isGoogle)
                {
                    await PassOnAsync(outside);
                }
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or SocketException)
        {
            // The program ended, or the test did.
        }
    }

    private async Task PassOnAsync(NetworkStream outside)
    {
        await using var secure = new SslStream(outside);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
        using var gmail = new TcpClient();
        await gmail.ConnectAsync(_behind.Host, _behind.Port, _end.Token);
        await using var inside = gmail.GetStream();
        await Task.WhenAny(secure.CopyToAsync(inside, _end.Token), inside.CopyToAsync(secure, _end.Token));
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < LongestHead
            && !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
            && await stream.ReadAsync(one, _end.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    // An authority of the test's own, and what it vouches for.
    private static X509Certificate2 CreateCertificate(string authorityFile)
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authorityCertificate = authority.CreateSelfSigned(from, from.AddDays(9));
        File.WriteAllText(authorityFile, authorityCertificate.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gmail.googleapis.com", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("gmail.googleapis.com");
        names.AddDnsName("oauth2.googleapis.com");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authorityCertificate, from, from.AddDays(8), [1, 2, 3, 4]);
        return certificate.CopyWithPrivateKey(key);
    }
}
