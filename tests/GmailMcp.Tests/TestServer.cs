using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gmail;
using Gmail.Emulator;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Storage;
using GmailMcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests;

/// <summary>The whole server over an emulated mailbox, and an MCP client connected to it: what every tool test speaks through.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Address = "owner@example.com";

    /// <summary>Looks after a lost answer as often as the product does, without the pauses.</summary>
    public static SendLimits NoWaits { get; } = new()
    {
        DraftChecks = [TimeSpan.Zero, TimeSpan.Zero],
        SentCheckEvery = TimeSpan.Zero,
    };

    private readonly LocalClient _client;

    private readonly bool _ownsHome;

    private TestServer(LocalClient client, EmulatedGmail gmail, EmulatedMailbox mailbox, string home, bool ownsHome)
    {
        _ownsHome = ownsHome;
        _client = client;
        Gmail = gmail;
        Mailbox = mailbox;
        Home = home;
    }

    public EmulatedGmail Gmail { get; }

    public EmulatedMailbox Mailbox { get; }

    public McpClient Mcp => _client.Mcp;

    /// <summary>The accounts that calls named, one for each mailbox opened; null where a call named none.</summary>
    public required IReadOnlyList<string?> AccountsOpened { get; init; }

    /// <summary>A folder of this test's own that holds the attachment and download folders.</summary>
    public string Home { get; }

    public string AttachmentFolder => Path.Combine(Home, "GmailAttachments");

    public string DownloadFolder => Path.Combine(Home, "GmailDownloads");

    public static async Task<TestServer> StartAsync(
        Profile profile = Profile.Full,
        bool isReadOnly = false,
        IReadOnlyCollection<string>? grantedScopes = null,
        string? protocolVersion = null,
        TimeProvider? time = null,
        SendLimits? sendLimits = null,
        bool isFenced = false,
        Func<EmulatedGmail, HttpMessageHandler>? between = null,
        string? home = null,
        QuotaLedger? ledger = null,
        PolicySettings? policy = null,
        Func<ElicitRequestParams, ElicitResult>? person = null,
        string? auditFolder = null,
        CacheSettings? cache = null)
    {
        var ownsHome = home is null;
        time ??= TimeProvider.System;
        home ??= Directory.CreateTempSubdirectory("gmail-mcp-test-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "GmailAttachments"));
        var gmail = new EmulatedGmail(new EmulatedGmailOptions
        {
            TimeProvider = time,
            AutomaticConsent = true,
            AcceptsAnyClient = true,
        });
        var mailbox = gmail.AddAccount(Address, "Owner");
        var connected = between is null && ledger is null
            ? Emulated.Connect(gmail, Address, time)
            : Connect(between?.Invoke(gmail) ?? gmail, gmail, time, ledger);
        var options = new ServerOptions
        {
            Profile = profile,
            IsReadOnly = isReadOnly,
            HasNoFence = !isFenced,
            Time = time,
            Policy = policy ?? new PolicySettings(),
            SendLimits = sendLimits ?? NoWaits,
            AuditFolder = auditFolder,
            Cache = cache ?? new CacheSettings(),
            State = new StateFolder(Path.Combine(home, "state")),
            Files = LocalFilesSettings.From(home),
            Accounts = AccountSettings.Read(_ => null, home, home),
        };
        var mailboxOpened = new OpenMailbox(connected);
        var opened = new List<string?>();
        var connections = new MailboxConnections((_, account, _) =>
        {
            lock (opened)
            {
                opened.Add(account);
            }

            return ValueTask.FromResult(mailboxOpened);
        });
        var backend = Emulated.Over(gmail, connections, grantedScopes, options);
        var client = await LocalClient.ConnectAsync(
            options,
            backend,
            new McpClientOptions
            {
                ProtocolVersion = protocolVersion,
                Capabilities = person is null ? null : new ClientCapabilities { Elicitation = new ElicitationCapability { Form = new() } },
                Handlers = new McpClientHandlers
                {
                    ElicitationHandler = person is null ? null : (request, _) => ValueTask.FromResult(person(request!)), // not null: asked
                },
            },
            tap: null,
            TestContext.Current.CancellationToken);
        return new TestServer(client, gmail, mailbox, home, ownsHome) { AccountsOpened = opened };
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

    /// <summary>Writes a file into the folder that attachments are read from.</summary>
    public void WriteAttachment(string fileName, byte[] content) =>
        File.WriteAllBytes(Path.Combine(AttachmentFolder, fileName), content);

    /// <summary>The ids of the requests that change something, oldest first.</summary>
    public IReadOnlyList<string> Changes =>
        [.. Gmail.Requests.Select(request => request.MethodId).Where(IsChange)];

    /// <summary>Another program at the same mailbox, such as Gmail's own pages.</summary>
    public GmailClient Elsewhere => field ??= Connect(Gmail, Gmail, TimeProvider.System, new QuotaLedger(1_000_000, TimeProvider.System));

    /// <summary>The quota units that a call costs.</summary>
    public async Task<(CallToolResult Result, int Units)> CountAsync(string tool, string arguments = "{}")
    {
        var before = Gmail.UnitsSpent;
        var result = await CallAsync(tool, arguments);
        return (result, Gmail.UnitsSpent - before);
    }

    /// <summary>The only message that left.</summary>
    public EmulatedMessage Sent => Mailbox.Messages.Single(message => message.LabelIds.Contains("SENT"));

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        Gmail.Dispose();
        if (_ownsHome)
        {
            Directory.Delete(Home, recursive: true);
        }
    }

    private static bool IsChange(string methodId) =>
        methodId.Split('.')[^1] is not ("get" or "list" or "getProfile" or "batch");

    private static GmailClient Connect(HttpMessageHandler handler, EmulatedGmail gmail, TimeProvider time, QuotaLedger? ledger)
    {
        var http = new HttpClient(handler, disposeHandler: false);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gmail.IssueAccessToken(Address));
        return new GmailClient(http, new GmailClientOptions { TimeProvider = time, Ledger = ledger });
    }
}
