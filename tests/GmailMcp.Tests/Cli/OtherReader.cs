using System.Diagnostics;
using System.Text.Json;

namespace GmailMcp.Tests.Cli;

/// <summary>Reads a client's file with a parser that others wrote: of .NET for JSON, of Python for YAML and TOML.</summary>
internal static class OtherReader
{
    private const string Script = """
        import json, sys
        path = sys.argv[1]
        if path.endswith('.toml'):
            import tomllib
            print(json.dumps(tomllib.load(open(path, 'rb'))))
        else:
            import yaml
            print(json.dumps(yaml.safe_load(open(path, encoding='utf-8'))))
        """;

    // Of each pair that the parser reads before: it must read it after, and find the same and one server more.
    private const string PairScript = """
        import json, sys
        def other(data):
            data = dict(data)
            for key in ('mcp_servers', 'extensions', 'mcpServers'):
                servers = data.pop(key, None) or {}
                if isinstance(servers, list):
                    servers = {str(i): s for i, s in enumerate(servers) if not isinstance(s, dict) or s.get('name') != 'gmail'}
                data[key] = {k: v for k, v in servers.items() if k != 'gmail'}
            return data
        def read(text):
            if sys.argv[2] == 'toml':
                import tomllib
                return tomllib.loads(text.lstrip('\ufeff'))
            import yaml
            return yaml.safe_load(text)
        def reads(text):
            try: return isinstance(read(text), dict)
            except ImportError: raise
            except Exception: return False
        for before, after in json.load(open(sys.argv[1], encoding='utf-8')):
            if reads(before):
                try: same = repr(other(read(before))) == repr(other(read(after))) and 'gmail-mcp' in repr(read(after))
                except Exception as error: same = repr(error)
                if same is not True: print(json.dumps([same, before, after]))
        """;

    /// <summary>The pairs of texts before and after of which the second is not the first with one server more.</summary>
    public static async Task<IReadOnlyList<string>> WrongAsync(string language, IReadOnlyList<string[]> pairs)
    {
        if (language == "json")
        {
            return [.. pairs.Where(pair => !IsSame(pair[0], pair[1])).Select(pair => $"{pair[0]}\n=>\n{pair[1]}")];
        }

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(pairs), TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await RunAsync(PairScript, file, language);
        File.Delete(file);
        Assert.SkipWhen(error.Contains("ModuleNotFoundError", StringComparison.Ordinal), "This Python has no parser for it: " + error.Trim().Split('\n')[^1]);
        Assert.Equal((0, ""), (exitCode, error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsSame(string before, string after)
    {
        if (string.IsNullOrWhiteSpace(before.TrimStart('\uFEFF')))
        {
            return true; // there was nothing to keep
        }

        using var left = Parse(before);
        using var right = Parse(after);
        return Others(left.RootElement).SequenceEqual(Others(right.RootElement));
    }

    // Each value of the root and each server, but ours.
    private static IEnumerable<string> Others(JsonElement root) => root.EnumerateObject()
        .SelectMany(member => member.Name is "mcpServers" or "servers" or "context_servers"
            ? member.Value.EnumerateObject().Where(server => server.Name != "gmail").Select(server => $"{server.Name}: {server.Value}")
            : [$"{member.Name}: {member.Value}"]);

    private static JsonDocument Parse(string text) => JsonDocument.Parse(
        text.TrimStart('\uFEFF'), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });

    public static async Task<JsonElement> ReadAsync(string path)
    {
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            using var json = Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            return json.RootElement.Clone();
        }

        var (exitCode, output, error) = await RunAsync(Script, path);
        Assert.SkipWhen(error.Contains("ModuleNotFoundError", StringComparison.Ordinal), "This Python has no parser for it: " + error.Trim().Split('\n')[^1]);
        Assert.Equal((0, ""), (exitCode, error));
        return JsonDocument.Parse(output).RootElement;
    }

    private static async Task<(int ExitCode, string Out, string Error)> RunAsync(string script, params IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", script, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!; // not null: no shell is used
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output, await error);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Assert.Skip($"There is no python3 here, whose parsers read YAML and TOML: {missing.Message}");
            throw;
        }
    }
}
