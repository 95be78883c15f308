using System.Collections.Concurrent;
using System.Diagnostics;
using GmailMcp.Hosting.Http;
using GmailMcp.Tests.EndToEnd;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Many people at one server at once, in both eras, who cancel and go away as they like: none gets a byte of another's
/// mailbox, and none gets into another's session.</summary>
public sealed class IsolationTests
{
    private const int Tenants = 50;

    // A token ends after two minutes of the wall clock, so some are fetched anew within the test.
    private const int Hurry = 30;

    // The bar is 1,000 (GMAIL_MCP_CALLS=1000).
    private static readonly int Calls = FullSize.Of("GMAIL_MCP_CALLS", 40);

    private static readonly int Seed = FullSize.Of("GMAIL_MCP_SEED", 20261125);

    private readonly ConcurrentQueue<string> _leaks = new();
    private readonly ConcurrentDictionary<string, int> _tally = new();

    [Fact]
    public async Task No_byte_of_one_mailbox_is_in_anothers_answers()
    {
        var owners = new Dictionary<string, GmailMcp.Accounts.Owner>();
        await using var server = await HttpServer.StartAsync(
            http => http with
            {
                FindOwner = owners.GetValueOrDefault,
                HasKeys = true,
                Limits = new HttpLimits { Rate = 0, AddressRate = 0 },
            },
            clock: new FastClock(Hurry));
        var tenants = Enumerable.Range(0, Tenants).Select(number => new Tenant(number, server.Gmail)).ToList();
        tenants.ForEach(tenant => owners.Add(tenant.Key, tenant.Owner));
        using var http = new HttpClient();
        foreach (var tenant in tenants)
        {
            await SignInAsync(server, tenant);
        }

        var sessions = new RawCaller[Tenants];
        for (var i = 0; i < Tenants; i++)
        {
            sessions[i] = await new RawCaller(server.Address, http, tenants[i].Key).OpenAsync();
        }

        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Tenants).SelectMany(number => new[]
        {
            WorkAsync(server, tenants, sessions, number, sessions[number], 2 * number),
            WorkAsync(server, tenants, sessions, number, new RawCaller(server.Address, http, tenants[number].Key) { IsModern = true }, (2 * number) + 1),
        }));

        var tally = string.Join(", ", _tally.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"));
        TestContext.Current.SendDiagnosticMessage(
            $"{Tenants} x {Calls} in {Stopwatch.GetElapsedTime(begin).TotalSeconds:F1} s: {tally}");
        Assert.True(_leaks.IsEmpty, $"GMAIL_MCP_SEED={Seed}: {string.Join('\n', _leaks.Take(5))}");

        // The mail was there to be seen, people did go away, and the doors were tried.
        Assert.True(_tally["own"] > Tenants * Calls / 4, tally);
        Assert.True(_tally["cancelled"] > Tenants * Calls / 50, tally);
        Assert.True(_tally["403"] > Tenants * Calls / 100, tally);

        // And some of it came out of memory.
        Assert.True(server.Gmail.Requests.Count(request => request.MethodId == "users.history.list") > Tenants * Calls / 20, tally);
    }

    // Half of a tenant's calls: by his session, or by requests that stand alone.
    private async Task WorkAsync(
        HttpServer server, List<Tenant> tenants, RawCaller[] sessions, int number, RawCaller caller, int worker)
    {
        var random = new Random(Seed + worker);
        var tenant = tenants[number];
        for (var i = 0; i < Calls / 2; i++)
        {
            var stranger = (number + random.Next(1, Tenants)) % Tenants;
            if (random.Next(20) == 0)
            {
                await BreakInAsync(server, tenant, sessions[stranger].SessionId!);
            }

            var (tool, arguments) = tenant.Wish(random, tenants[stranger]);
            using var cancellation = new CancellationTokenSource();
            if (random.Next(5) == 0)
            {
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(random.Next(30)));
            }

            await CallAsync(tenant, caller, caller.Call(tool, arguments), cancellation.Token);
        }
    }

    private async Task CallAsync(Tenant tenant, RawCaller caller, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // What came before he went away counts too.
        using var seen = new MemoryStream();
        try
        {
            using var answer = await caller.SendAsync(request, cancellationToken);
            Count(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            await answer.Content.CopyToAsync(seen, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Count("cancelled");
        }

        var text = System.Text.Encoding.UTF8.GetString(seen.GetBuffer(), 0, (int)seen.Length);
        if (tenant.Foreign(text) is { Count: > 0 } foreign)
        {
            _leaks.Enqueue($"{tenant.Mark} saw {string.Join(", ", foreign)} in {text}");
        }

        if (text.Contains(tenant.Mark, StringComparison.Ordinal))
        {
            Count("own");
        }
    }

    private async Task BreakInAsync(HttpServer server, Tenant thief, string sessionId)
    {
        var caller = new RawCaller(server.Address, server.Client, thief.Key) { SessionId = sessionId };
        var (status, body) = await caller.CallAsync("list_email_labels");
        Count(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (status is not (403 or 404) || body.Contains("canary", StringComparison.Ordinal))
        {
            _leaks.Enqueue($"{thief.Mark} got {status} in another's session: {body}");
        }
    }

    private void Count(string what) => _tally.AddOrUpdate(what, 1, (_, count) => count + 1);

    internal static async Task SignInAsync(HttpServer server, Tenant tenant)
    {
        var client = await server.ConnectAsync(tenant.Key, "2026-07-28");
        var started = await client.CallToolAsync("get_auth_url", cancellationToken: TestContext.Current.CancellationToken);
        using var browser = new SignedInBrowser(server.Gmail);
        await browser.SignInAsync(started.StructuredContent!.Value.GetProperty("url").GetString()!, tenant.Address);
        await client.CallToolAsync("check_authentication", cancellationToken: TestContext.Current.CancellationToken);
    }
}
