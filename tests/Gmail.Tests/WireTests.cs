using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gmail.Tests;

/// <summary>The client over a real socket: what HttpClient's own handler makes of headers and bodies.</summary>
public sealed class WireTests : IDisposable
{
    private readonly HttpListener _server = new();
    private readonly GmailClient _client;
    private readonly Uri _root;

    public WireTests()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _root = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _server.Prefixes.Add(_root.AbsoluteUri);
        _server.Start();
        _client = new GmailClient(
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan },
            new GmailClientOptions { RootUri = _root, Jitter = () => 0 });
    }

    public void Dispose() => _server.Close();

    [Fact]
    public async Task Resumes_an_upload_and_reads_a_compressed_answer()
    {
        var mime = Enumerable.Range(0, 9_000_000).Select(i => (byte)(i * 17)).ToArray();
        var call = _client.Drafts.CreateAsync(MimeContent.FromBytes(mime), "t1");

        var opening = await _server.GetContextAsync();
        Assert.Equal("/upload/gmail/v1/users/me/drafts?uploadType=resumable&prettyPrint=false", opening.Request.RawUrl);
        Assert.Equal("9000000", opening.Request.Headers["X-Upload-Content-Length"]);
        await ReadAsync(opening);
        opening.Response.Headers["Location"] = _root + "upload/session";
        opening.Response.Close();

        var first = await _server.GetContextAsync();
        Assert.Equal(9_000_000, first.Request.ContentLength64);
        Assert.Equal(mime, await ReadAsync(first));
        first.Response.StatusCode = 308;
        first.Response.Headers["Range"] = "bytes=0-4999999";
        first.Response.Close();

        var second = await _server.GetContextAsync();
        Assert.Equal("bytes 5000000-8999999/9000000", second.Request.Headers["Content-Range"]);
        Assert.Equal("gzip", second.Request.Headers["Accept-Encoding"]);
        Assert.Contains("gzip", second.Request.UserAgent, StringComparison.Ordinal);
        Assert.Equal(mime[5_000_000..], await ReadAsync(second));
        second.Response.Headers["Content-Encoding"] = "gzip";
        await using (var gzip = new GZipStream(second.Response.OutputStream, CompressionMode.Compress))
        {
            await gzip.WriteAsync("""{"id":"r1","message":{"id":"m1"}}"""u8.ToArray());
        }

        Assert.Equal("m1", (await call).Message!.Id);
    }

    [Fact]
    public async Task Names_a_connection_that_is_cut_in_the_middle_of_the_answer()
    {
        var call = _client.Drafts.SendAsync("r1");
        var context = await _server.GetContextAsync();
        Assert.Equal("""{"id":"r1"}""", Encoding.UTF8.GetString(await ReadAsync(context)));
        context.Response.ContentLength64 = 1_000;
        await context.Response.OutputStream.WriteAsync("""{"id": """u8.ToArray());
        await context.Response.OutputStream.FlushAsync();
        context.Response.Abort();
        var error = await Assert.ThrowsAsync<GmailException>(() => call);
        Assert.Equal((GmailErrorKind.Network, true), (error.Kind, error.WasAmbiguous));
    }

    [Fact]
    public async Task Leaves_no_doubt_when_nobody_listens()
    {
        _server.Close();
        var error = await Assert.ThrowsAsync<GmailException>(() => _client.Drafts.SendAsync("r1"));
        Assert.Equal((GmailErrorKind.Network, false), (error.Kind, error.WasAmbiguous));
    }

    private static async Task<byte[]> ReadAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        return body.ToArray();
    }
}
