using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.Footprint;

/// <summary>A large mail passes through the server and does not stay in it. The server and the emulator are processes of
/// their own; nothing is called before what is measured, so the code that the first call loads counts too.</summary>
public sealed partial class MemoryTests : IAsyncLifetime
{
    private const long MaxGrowth = 40_000_000;
    private const int SentBytes = 24_000_000;
    private const int DownloadedBytes = 20_000_000;

    private readonly ScratchFolder _home = new();
    private Child? _emulator;
    private Child? _server;
    private string _address = "";
    private Dictionary<string, string> _signedIn = [];
    private int _lastId;

    private Child Server => _server ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The memory of another process is read from /proc.");
        _emulator = Child.Start(_home.Path, null, "emulator", "--port", "0");
        var where = Announcement().Match(await _emulator.ReadLineAsync());
        var token = Token().Match(await _emulator.ReadLineAsync()).Groups[1].Value;
        _address = where.Groups[1].Value;
        _signedIn = new Dictionary<string, string>
        {
            ["GMAIL_MCP_GOOGLE_API_ROOT"] = where.Groups[2].Value,
            ["GMAIL_MCP_GOOGLE_OAUTH_ROOT"] = where.Groups[2].Value,
            ["GMAIL_ACCESS_TOKEN"] = token,
        };
        Directory.CreateDirectory(_home["GmailAttachments"]);
        await StartServerAsync();
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        _emulator?.Dispose();
        _home.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Sending_24_megabytes_from_a_file_adds_at_most_40()
    {
        WriteNoise(_home["GmailAttachments/plan.bin"], SentBytes);
        var growth = await MeasureAsync(() => SendAsync("plan.bin"));
        Assert.InRange(growth, 0, MaxGrowth);
    }

    [Fact]
    public async Task Downloading_20_megabytes_to_a_file_adds_at_most_40()
    {
        WriteNoise(_home["GmailAttachments/plan.bin"], DownloadedBytes);
        var messageId = await SendAsync("plan.bin");

        // Another server, which has sent nothing: memory that the send left free would hide what the download takes.
        await StartServerAsync();
        var growth = await MeasureAsync(() => CallAsync(
            "download_attachment", new JsonObject { ["messageId"] = messageId, ["attachmentId"] = "plan.bin" }));
        Assert.InRange(growth, 0, MaxGrowth);
        Assert.True(
            File.ReadAllBytes(_home["GmailDownloads/plan.bin"]).AsSpan()
                .SequenceEqual(File.ReadAllBytes(_home["GmailAttachments/plan.bin"])));
    }

    private async Task StartServerAsync()
    {
        _server?.Dispose();
        _server = Child.Start(_home.Path, _signedIn);
        await RequestAsync(Server, "initialize", new JsonObject
        {
            ["protocolVersion"] = "2025-06-18",
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" },
        });
        await Server.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await RequestAsync(Server, "tools/list", []);
    }

    private async Task<string> SendAsync(string fileName)
    {
        var result = await CallAsync("send_email", new JsonObject
        {
            ["to"] = new JsonArray(_address),
            ["subject"] = "The plan",
            ["body"] = "Here it is.",
            ["attachments"] = new JsonArray(fileName),
        });
        return result["structuredContent"]!["messageId"]!.GetValue<string>();
    }

    private async Task<JsonObject> CallAsync(string tool, JsonObject arguments)
    {
        var result = await RequestAsync(
            Server, "tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments });
        Assert.False(result["isError"]?.GetValue<bool>() ?? false, result.ToJsonString());
        return result;
    }

    private async Task<long> MeasureAsync(Func<Task> call)
    {
        Server.ForgetPeak();
        var before = Server.ResidentBytes();
        await call();
        return Server.PeakResidentBytes() - before;
    }

    private async Task<JsonObject> RequestAsync(Child server, string method, JsonObject parameters)
    {
        var id = ++_lastId;
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        await server.WriteLineAsync(request.ToJsonString());
        while (true)
        {
            var answer = JsonNode.Parse(await server.ReadLineAsync())!.AsObject();
            if (answer["id"]?.GetValue<int>() == id)
            {
                return answer["result"]?.AsObject() ?? throw new InvalidOperationException(answer.ToJsonString());
            }
        }
    }

    // Noise: what compresses or repeats could pass for small.
    private static void WriteNoise(string path, int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
    }

    [GeneratedRegex(@"^Emulated Gmail of (\S+): (\S+)$")]
    private static partial Regex Announcement();

    [GeneratedRegex(@"Bearer (\S+)'")]
    private static partial Regex Token();
}
