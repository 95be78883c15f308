using System.Diagnostics;
using System.Globalization;
using System.Text;
using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Whoever sends too much, or comes from another account of this computer: refused, and the process lives.</summary>
public sealed class HttpAttackTests : IDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private readonly Storage.ScratchFolder _home = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _home.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_a_gigabyte_is_refused_and_not_kept(bool isChunked)
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null, "--demo");
        var good = await new RawCaller(server.Address, _http).OpenAsync();
        var before = Resident(server);
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + (isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: 1073741824\r\n\r\n"));
        var answer = connection.ReadToEndAsync();

        var piece = Encoding.Latin1.GetBytes("100000\r\n" + new string(' ', Mebibyte) + "\r\n");
        var sent = 0;
        while (sent < 1024 && await connection.TrySendAsync(isChunked ? piece : piece.AsMemory(8, Mebibyte)))
        {
            sent++;
        }

        Assert.True(sent < 1024, "The server took all of it.");
        Assert.Contains(RawConnection.Status(await answer), new[] { 413, 0 }); // a client that goes on writing may see the cut first
        Assert.True(Resident(server) - before < 250L * Mebibyte, $"{(Resident(server) - before) / Mebibyte} MiB more than before.");
        Assert.Equal(200, (await good.CallAsync("list_email_labels")).Status);
    }

    [Fact]
    public async Task A_head_of_a_hundred_megabytes_is_refused_and_not_kept()
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null, "--demo");
        var good = await new RawCaller(server.Address, _http).OpenAsync();
        var before = Resident(server);
        foreach (var start in new[] { "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ", "GET /health?" })
        {
            using var connection = await RawConnection.OpenAsync(server.Address);
            var answer = connection.ReadToEndAsync();
            await connection.SendAsync(start);

            var piece = Encoding.Latin1.GetBytes(new string('x', Mebibyte));
            var sent = 0;
            while (sent < 100 && await connection.TrySendAsync(piece))
            {
                sent++;
            }

            Assert.True(sent < 100, "The server took all of it.");
            Assert.Contains(RawConnection.Status(await answer), new[] { 431, 414, 0 });
        }

        Assert.True(Resident(server) - before < 50L * Mebibyte, $"{(Resident(server) - before) / Mebibyte} MiB more than before.");
        Assert.Equal(200, (await good.CallAsync("list_email_labels")).Status);
    }

    [Fact]
    public async Task Another_users_program_does_not_get_a_single_users_mailbox()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells whose socket it is.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can run a program as another user.");
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv") && File.Exists("/bin/bash"), "setpriv or bash is missing.");
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null, "--demo", "--single-user");

        Assert.StartsWith("HTTP/1.1 200 ", await CallAsync(server, "/bin/bash"), StringComparison.Ordinal);
        var refused = await CallAsync(
            server, "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/bash");

        Assert.StartsWith("HTTP/1.1 403 ", refused, StringComparison.Ordinal);
        Assert.Contains("and another user", refused, StringComparison.Ordinal);
    }

    private static long Resident(HttpProcess server)
    {
        server.Process.Refresh();
        return server.Process.WorkingSet64;
    }

    // One initialize, written by a shell.
    private static async Task<string> CallAsync(HttpProcess server, params string[] shell)
    {
        var json = Frame.Initialize("2025-06-18");
        var request = "POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Type: application/json\\r\\nConnection: close\\r\\n"
            + "Content-Length: " + json.Length.ToString(CultureInfo.InvariantCulture) + "\\r\\n\\r\\n" + json;
        var script = $"exec 3<>/dev/tcp/127.0.0.1/{server.Address.Port}; printf '{request}' >&3; cat <&3";
        var start = new ProcessStartInfo(shell[0], [.. shell[1..], "-c", script])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!; // not null: no shell is used
        return await Patience.ForAsync(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), () => "the shell's answer");
    }
}
