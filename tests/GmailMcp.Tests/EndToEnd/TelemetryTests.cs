using System.Text;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What a collector of traces and metrics learns: how calls go, and nothing of anybody's mail.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Canary = "canary9f3b";

    private readonly Storage.ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task One_trace_tells_of_a_call_from_the_request_to_Gmail_and_nothing_of_the_mail()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var collector = await Collector.StartAsync();
        await using var gmail = EmulatorProcess.Start("--port", "0");
        var greeting = await gmail.GreetingAsync();
        var root = greeting.Split('\n')[0].Split(": ")[^1].TrimEnd('/');
        var token = greeting.Split("Bearer ")[1].Split('\'')[0];
        var variables = SignedIn.Write(_home.Path, root, token);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        await using var server = await HttpProcess.StartAsync(_home.Path, variables, "--single-user", "--log-calls");
        using var opened = await server.SendAsync(HttpMethod.Post, "/mcp", json: HttpProcess.Initialize);
        var sessionId = opened.Headers.GetValues("Mcp-Session-Id").Single();

        var answer = await CallAsync(server, sessionId, "draft_email", $$"""{"to":["{{Canary}}@example.com"],"subject":"{{Canary}}","body":"{{Canary}}"}""");
        Assert.Contains("draft created", answer, StringComparison.Ordinal);
        await CallAsync(server, sessionId, "search_emails", $$"""{"query":"in:anywhere {{Canary}}"}""");
        Assert.Equal(0, await server.EndAsync("TERM")); // sends what is left

        var spans = collector.Spans.ToList();
        var call = Assert.Single(spans, span => span.Name == "tools/call draft_email");
        var trace = spans.Where(span => span.TraceId == call.TraceId).ToList();
        Assert.Contains(trace, span => span.SpanId == call.ParentId && span.Scope == "Microsoft.AspNetCore");
        Assert.Contains(trace, span => span.Scope == "System.Net.Http");
        Assert.True(collector.HasMetrics);
        var seen = collector.Everything + server.Error;
        Assert.DoesNotContain(Canary, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(sessionId, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(token, seen, StringComparison.Ordinal);
        Assert.Contains("draft_email of local: ok in ", server.Error, StringComparison.Ordinal);
    }

    private static async Task<string> CallAsync(HttpProcess server, string sessionId, string tool, string arguments)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/mcp"));
        request.Headers.Add("Mcp-Session-Id", sessionId);
        request.Content = new StringContent(
            $$$"""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""",
            Encoding.UTF8,
            "application/json");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
