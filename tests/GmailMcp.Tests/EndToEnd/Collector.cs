using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A collector of OpenTelemetry on loopback that keeps what it is sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public IEnumerable<ReceivedSpan> Spans => _received.Where(sent => sent.Path == "/v1/traces").SelectMany(sent => ReceivedSpan.Read(sent.Body));

    /// <summary>All of it as text: whatever is in a field of text can be found.</summary>
    public string Everything => string.Concat(_received.Select(sent => Encoding.UTF8.GetString(sent.Body)));

    public bool HasMetrics => _received.Any(sent => sent.Path == "/v1/metrics");

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(collector.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path.Value ?? "", body.ToArray()));
    }
}
