using System.Diagnostics;
using ModelContextProtocol.Client;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Runs a command that a document shows, as the user would, and checks that it does what it is for: a server answers a
/// client, a sign-in ends signed in, any other command with success.</summary>
internal static class ProgramRun
{
    // An address of this computer where no other test's sign-in listens on port 3000.
    private const string CallbackHost = "127.0.0.9";

    private static readonly string[] SignInSubcommands = ["list", "logout"];

    public static Task CheckAsync(OldUser user, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        if (arguments is ["auth", ..] && !SignInSubcommands.Contains(arguments.ElementAtOrDefault(1)))
        {
            return SignInAsync(user, arguments, variables);
        }

        return arguments.Contains("--http") || arguments.Contains("--sse") ? ServeHttpAsync(user, arguments, variables)
            : arguments is [] || (arguments[0].StartsWith("--", StringComparison.Ordinal) && arguments[0] is not ("--help" or "--version"))
                ? ServeAsync(user, arguments, variables)
            : arguments[0] == "emulator" ? EmulateAsync(arguments)
            : EndAsync(user, arguments, variables);
    }

    // On any free port: the one that it takes by itself may be another program's here.
    private static async Task EmulateAsync(IReadOnlyList<string> arguments)
    {
        await using var emulator = EmulatorProcess.Start([.. arguments.Skip(1), "--port", "0"]);
        Assert.Contains("http://127.0.0.1:", await emulator.GreetingAsync(), StringComparison.Ordinal);
    }

    private static async Task SignInAsync(OldUser user, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var all = variables.ToDictionary(StringComparer.Ordinal);
        all["GMAIL_MCP_CALLBACK_HOST"] = CallbackHost;
        await using var signIn = await SignInProcess.StartAsync(user.Start(arguments, all));
        await user.AgreeAsync(signIn, CallbackHost);
        var ended = await signIn.EndAsync();

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Contains("Authentication completed successfully", ended.Out, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(OldUser user, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        await using var server = ServerProcess.Start(user.Home, arguments, user.ToGoogle(variables), keepsHome: true);
        await server.GreetAsync("2024-11-05");
        var listed = await server.ResultAsync(1, Frame.Request(1, "tools/list"));
        var labels = await server.ResultAsync(2, Frame.Call(2, "list_email_labels"));

        Assert.Contains(listed["tools"]!.AsArray(), tool => (string?)tool!["name"] == "search_emails"); // every answer has the list
        Assert.StartsWith("Found ", (string?)labels["content"]![0]!["text"], StringComparison.Ordinal);
    }

    private static async Task ServeHttpAsync(OldUser user, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var all = variables.ToDictionary(StringComparer.Ordinal);
        all["PORT"] = "0"; // the old variable: any free one, because the one of the line may be another program's here
        using var process = Process.Start(user.Start(arguments, all))!; // not null: no shell
        try
        {
            var address = await Patience.ForAsync(AddressAsync(process), () => "the server's address");
            using var http = new HttpClient();
            using var live = await http.GetAsync(new Uri(address, "/health/live"), TestContext.Current.CancellationToken);
            live.EnsureSuccessStatusCode();
            if (KeyFor(arguments, variables) is { } key)
            {
                http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            }
            else
            {
                Assert.Contains("\"status\":\"ok\"", await http.GetStringAsync(new Uri(address, "/health"), TestContext.Current.CancellationToken));
            }

            await ListAsync(http, address, isSse: !arguments.Contains("--http"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // A container makes a key where the operator gave none; the tests know those that he gave.
    private static string? KeyFor(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables) =>
        arguments.Contains("--auth-keys") || variables.ContainsKey("GMAIL_MCP_AUTH_KEYS") ? CallerKeyFile.AnnsKey
        : variables.ContainsKey("GMAIL_MCP_MAKE_KEY")
            ? File.ReadAllText(Path.Combine(Path.GetDirectoryName(variables["GMAIL_CREDENTIALS_PATH"])!, "caller.key")).Trim() // a whole path
        : null;

    private static async Task ListAsync(HttpClient http, Uri address, bool isSse)
    {
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(
                new HttpClientTransportOptions
                {
                    Endpoint = new Uri(address, isSse ? "/sse" : "/mcp"),
                    TransportMode = isSse ? HttpTransportMode.Sse : HttpTransportMode.StreamableHttp,
                },
                http),
            cancellationToken: TestContext.Current.CancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains(tools, tool => tool.Name == "search_emails");
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string mark = " listens on ";
        var said = "";
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said += line + "\n";
            if (line.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0)
            {
                return new Uri(line[(at + mark.Length)..].Split(' ')[0]);
            }
        }

        throw new InvalidOperationException($"It ended: {said}");
    }

    private static async Task EndAsync(OldUser user, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        using var process = Process.Start(user.Start(arguments, variables))!; // not null: no shell
        process.StandardInput.Close();
        var both = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var said = string.Concat(await Patience.ForAsync(both, () => string.Join(' ', arguments)));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, $"gmail-mcp {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
