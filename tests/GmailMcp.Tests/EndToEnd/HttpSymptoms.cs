using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What goes wrong over HTTP, for one person or many.</summary>
internal static class HttpSymptoms
{
    private const string ListTools = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    public static Dictionary<string, Func<Symptom, Task<string>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["The server's port is in use"] = PortAsync,
        ["A client finds 0 tools"] = WrongPathAsync,
        ["No response: the session header is missing"] = symptom => AskAsync(symptom, ["--demo"], server => PostAsync(server, ListTools)),
        ["Interference: a session of another caller"] = ForeignSessionAsync,
        ["Clean-up: a session is gone"] = symptom => AskAsync(
            symptom, ["--demo"], server => PostAsync(server, ListTools, session: "w3MV9Ic67ZpnJ5Tp3Ju9xA")),
        ["Memory grows"] = MemoryAsync,
        ["Routing: a request comes by another name"] = symptom => AskAsync(
            symptom, ["--demo"], server => PostAsync(server, HttpProcess.Initialize, host: "mail.example.com")),
        ["Authentication: a key is asked for"] = NoKeyAsync,
        ["Authentication: nobody is signed in"] = symptom => CallAsync(symptom, []),
        ["Tool registration: tools are missing for everybody"] = FewToolsAsync,
        ["Context: a session token is refused"] = symptom => CallAsync(symptom, new JsonObject { ["sessionToken"] = "mcp_token_fictional" }),
    };

    private static async Task<string> PortAsync(Symptom symptom)
    {
        using var holder = Symptom.Occupy(out var port);
        var said = await symptom.RunAsync("--http", "--demo", "--port", $"{port}");
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal); // no stack trace
        return said;
    }

    private static Task<string> WrongPathAsync(Symptom symptom) => AskAsync(
        symptom, ["--demo"], server => symptom.RunAsync("test-connection", new Uri(server.Address, "/gmail").ToString()));

    private static Task<string> FewToolsAsync(Symptom symptom) => AskAsync(
        symptom, ["--demo", "--profile", "readonly"], server => symptom.RunAsync("test-connection", server.Address.ToString()));

    private static Task<string> ForeignSessionAsync(Symptom symptom) => AskAsync(
        symptom,
        ["--auth-keys", WriteKeys(symptom)],
        async server => await PostAsync(server, ListTools, CallerKeyFile.BobsKey, await OpenAsync(server, CallerKeyFile.AnnsKey)));

    private static Task<string> NoKeyAsync(Symptom symptom) => AskAsync(
        symptom,
        ["--auth-keys", WriteKeys(symptom), "--public-url", "https://mail.example.com"],
        server => PostAsync(server, HttpProcess.Initialize));

    private static Task<string> CallAsync(Symptom symptom, JsonObject arguments) => AskAsync(
        symptom,
        ["--auth-keys", WriteKeys(symptom)],
        async server => await PostAsync(
            server, Frame.Call(2, "list_email_labels", arguments), CallerKeyFile.AnnsKey, await OpenAsync(server, CallerKeyFile.AnnsKey)));

    private static Task<string> MemoryAsync(Symptom symptom) => AskAsync(
        symptom,
        ["--demo"],
        async server =>
        {
            await OpenAsync(server, key: null);
            await OpenAsync(server, key: null);
            using var health = await server.SendAsync(HttpMethod.Get, "/health");
            return await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        });

    private static async Task<string> AskAsync(Symptom symptom, string[] flags, Func<HttpProcess, Task<string>> ask)
    {
        await using var server = await HttpProcess.StartAsync(symptom.Home, variables: null, flags);
        return await ask(server);
    }

    private static async Task<string> OpenAsync(HttpProcess server, string? key)
    {
        using var opened = await server.SendAsync(HttpMethod.Post, "/mcp", key, HttpProcess.Initialize);
        return opened.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static async Task<string> PostAsync(
        HttpProcess server, string json, string? key = null, string? session = null, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/mcp"));
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Host = host;
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }

        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return Words(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // The texts of an answer as a client shows them: JSON, or the one event that holds it.
    private static string Words(string body)
    {
        const string data = "data: ";
        var line = body.Split('\n').FirstOrDefault(line => line.StartsWith(data, StringComparison.Ordinal));
        var words = new StringBuilder();
        Add(JsonNode.Parse(line is null ? body : line[data.Length..]), words);
        return words.ToString();
    }

    private static void Add(JsonNode? node, StringBuilder words)
    {
        foreach (var child in node switch
        {
            JsonObject fields => fields.Select(field => field.Value),
            JsonArray items => items,
            _ => [],
        })
        {
            Add(child, words);
        }

        if (node?.GetValueKind() == JsonValueKind.String)
        {
            words.AppendLine(node.GetValue<string>());
        }
    }

    private static string WriteKeys(Symptom symptom) => CallerKeyFile.Write(Path.Combine(symptom.Home, "callers.keys"));
}
