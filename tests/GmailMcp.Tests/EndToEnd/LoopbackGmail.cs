using Gmail.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>An emulated Gmail of the test's own behind a port on loopback, which can let requests wait: the server in the child
/// process is signed in to it and takes it for Google.</summary>
internal sealed class LoopbackGmail : IAsyncDisposable
{
    public const string Address = "owner@example.com";

    private readonly HttpMessageInvoker _gmail;
    private readonly WebApplication _app;
    private TaskCompletionSource _gate = new();
    private Func<string, bool> _isHeld = _ => false;
    private bool _holdsAnswers;
    private int _waiting;
    private int _withdrawn;

    private LoopbackGmail()
    {
        _gmail = new HttpMessageInvoker(Gmail, disposeHandler: false);
        Mailbox = Gmail.AddAccount(Address, "Owner");
        Token = Gmail.IssueAccessToken(Address);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.None);
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public EmulatedGmail Gmail { get; } = new();

    public EmulatedMailbox Mailbox { get; }

    /// <summary>The access token that the server gets.</summary>
    public string Token { get; }

    public string Root => _app.Urls.First();

    /// <summary>Answers a request in Gmail's place, by its path and query, where it returns true.</summary>
    public Func<HttpContext, string, Task<bool>>? Instead { get; set; }

    /// <summary>Requests that came and wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Requests that the server gave up while they waited.</summary>
    public int Withdrawn => Volatile.Read(ref _withdrawn);

    public static async Task<LoopbackGmail> StartAsync()
    {
        var gmail = new LoopbackGmail();
        await gmail._app.StartAsync(TestContext.Current.CancellationToken);
        return gmail;
    }

    /// <summary>From now on requests whose path and query are as described wait until <see cref="Release"/>.</summary>
    /// <param name="isHeld">Which.</param>
    /// <param name="afterWork">True to do what they ask and keep the answer back.</param>
    public void Hold(Func<string, bool> isHeld, bool afterWork = false)
    {
        _holdsAnswers = afterWork;
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _isHeld = isHeld;
    }

    public void Release()
    {
        _isHeld = _ => false;
        _gate.TrySetResult();
    }

    /// <summary>A server signed in here, greeted.</summary>
    /// <param name="furnish">Puts more into its home folder before it starts.</param>
    public async Task<ServerProcess> StartServerAsync(Action<string>? furnish = null)
    {
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        furnish?.Invoke(home);
        return await StartServerAsync(home, checks: null, keepsHome: false);
    }

    /// <summary>A server signed in here, greeted, in a home folder that other servers share and that stays.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="checks">The waits of the look for a lost send, in milliseconds; null for the product's.</param>
    /// <param name="unitsPerMinute">The quota that the server keeps to; by default none that a test meets.</param>
    public Task<ServerProcess> StartServerInAsync(string home, int? checks = null, int unitsPerMinute = 1_000_000) =>
        StartServerAsync(home, checks, keepsHome: true, unitsPerMinute);

    private async Task<ServerProcess> StartServerAsync(string home, int? checks, bool keepsHome, int unitsPerMinute = 1_000_000)
    {
        var variables = SignedIn.Write(home, Root, Token);
        if (checks is { } milliseconds)
        {
            variables["GMAIL_MCP_SEND_CHECK_MS"] = milliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        // The cap of a day is not what these tests are about.
        string[] arguments = ["--units-per-minute", $"{unitsPerMinute}", "--cap", "send=100000"];
        var server = ServerProcess.Start(home, arguments, variables, keepsHome);
        await server.GreetAsync("2025-06-18");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
        _gmail.Dispose();
        Gmail.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var from = context.Request;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (Instead is { } instead && await instead(context, target))
        {
            return;
        }

        var isHeld = _isHeld(target);
        if (isHeld && !_holdsAnswers && !await PassAsync(context.RequestAborted))
        {
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(from.Method), $"{from.Scheme}://{from.Host}{target}")
        {
            Content = new StreamContent(from.Body),
        };
        foreach (var (name, values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        using var response = await _gmail.SendAsync(request, CancellationToken.None);
        if (isHeld && _holdsAnswers && !await PassAsync(context.RequestAborted))
        {
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        context.Response.Headers.Remove("transfer-encoding");
        if (context.Response.StatusCode != StatusCodes.Status204NoContent)
        {
            await response.Content.CopyToAsync(context.Response.Body, CancellationToken.None);
        }
    }

    // False when the other side went away meanwhile.
    private async Task<bool> PassAsync(CancellationToken gone)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _gate.Task.WaitAsync(gone);
            return true;
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _withdrawn);
            return false;
        }
    }
}
