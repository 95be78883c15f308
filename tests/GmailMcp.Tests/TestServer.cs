using System.Text.Json;
using System.Text.Json.Nodes;
using Gmail.Emulator;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Policy;
using GmailMcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests;

/// <summary>The whole server over an emulated mailbox, and an MCP client connected to it: what every tool test speaks through.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Address = "owner@example.com";

    private readonly LocalClient _client;

    private TestServer(LocalClient client, EmulatedGmail gmail, EmulatedMailbox mailbox, string home)
    {
        _client = client;
        Gmail = gmail;
        Mailbox = mailbox;
        Home = home;
    }

    public EmulatedGmail Gmail { get; }

    public EmulatedMailbox Mailbox { get; }

    public McpClient Mcp => _client.Mcp;

    /// <summary>A folder of this test's own that holds the attachment and download folders.</summary>
    public string Home { get; }

    public string AttachmentFolder => Path.Combine(Home, "GmailAttachments");

    public string DownloadFolder => Path.Combine(Home, "GmailDownloads");

    public static async Task<TestServer> StartAsync(
        Profile profile = Profile.Full,
        bool isReadOnly = false,
        IReadOnlyCollection<string>? grantedScopes = null,
        string? protocolVersion = null,
        TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var home = Directory.CreateTempSubdirectory("gmail-mcp-test-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "GmailAttachments"));
        var gmail = new EmulatedGmail(new EmulatedGmailOptions
        {
            TimeProvider = time,
            AutomaticConsent = true,
            AcceptsAnyClient = true,
        });
        var mailbox = gmail.AddAccount(Address, "Owner");
        var connected = Emulated.Connect(gmail, Address, time);
        var options = new ServerOptions
        {
            Profile = profile,
            IsReadOnly = isReadOnly,
            Time = time,
            Files = LocalFilesSettings.From(home),
            Accounts = AccountSettings.Read(_ => null, home, home),
        };
        var backend = Emulated.Over(
            gmail, new MailboxConnections((_, _, _) => ValueTask.FromResult(connected)), grantedScopes, options);
        var client = await LocalClient.ConnectAsync(
            options,
            backend,
            new McpClientOptions { ProtocolVersion = protocolVersion },
            tap: null,
            TestContext.Current.CancellationToken);
        return new TestServer(client, gmail, mailbox, home);
    }

    /// <summary>Calls a tool with arguments as JSON text.</summary>
    public Task<CallToolResult> CallAsync(string tool, string arguments = "{}") =>
        CallAsync(tool, (JsonObject)JsonNode.Parse(arguments)!);

    public async Task<CallToolResult> CallAsync(
        string tool,
        JsonObject arguments,
        IProgress<ProgressNotificationValue>? progress = null,
        CancellationToken? cancellationToken = null)
    {
        using var document = JsonDocument.Parse(arguments.ToJsonString());
        var given = document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => (object?)field.Value.Clone());
        return await Mcp.CallToolAsync(tool, given, progress, cancellationToken: cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        Gmail.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}
