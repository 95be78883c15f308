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

    public static async Task<JsonElement> ReadAsync(string path)
    {
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            using var json = JsonDocument.Parse(
                await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
                new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return json.RootElement.Clone();
        }

        var (exitCode, output, error) = await RunAsync(path);
        Assert.SkipWhen(error.Contains("ModuleNotFoundError", StringComparison.Ordinal), "This Python has no parser for it: " + error.Trim().Split('\n')[^1]);
        Assert.Equal((0, ""), (exitCode, error));
        return JsonDocument.Parse(output).RootElement;
    }

    private static async Task<(int ExitCode, string Out, string Error)> RunAsync(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", Script, path])
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
