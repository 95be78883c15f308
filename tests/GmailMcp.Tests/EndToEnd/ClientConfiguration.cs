using System.Text.Json;
using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What a client starts: command, arguments and variables of the entry <c>gmail</c>, read out of its configuration as the
/// client would.</summary>
internal sealed record ClientConfiguration(string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Variables)
{
    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>JSON, with remarks as editors allow them.</summary>
    /// <param name="text">The file.</param>
    /// <param name="outer">What the entries stand under: mcpServers, servers, context_servers.</param>
    public static ClientConfiguration FromJson(string text, string outer)
    {
        var entry = JsonNode.Parse(text, documentOptions: Relaxed)![outer]!["gmail"]!; // what the file is for
        return new(
            (string)entry["command"]!, // no entry without one
            [.. (entry["args"] as JsonArray ?? []).Select(argument => (string)argument!)],
            (entry["env"] as JsonObject ?? []).ToDictionary(field => field.Key, field => (string)field.Value!, StringComparer.Ordinal));
    }

    /// <summary>TOML as Codex has it.</summary>
    public static ClientConfiguration FromToml(string text)
    {
        var fields = Section("[mcp_servers.gmail]");
        return new(
            (string)JsonNode.Parse(fields["command"])!, // no entry without one
            fields.TryGetValue("args", out var list) ? [.. ((JsonArray)JsonNode.Parse(list)!).Select(argument => (string)argument!)] : [],
            Section("[mcp_servers.gmail.env]").ToDictionary(
                field => field.Key, field => (string)JsonNode.Parse(field.Value)!, StringComparer.Ordinal));

        // Strings and lists of strings are written in TOML as in JSON.
        Dictionary<string, string> Section(string head) => text.Split('\n')
            .SkipWhile(line => line.Trim() != head).Skip(1)
            .TakeWhile(line => !line.StartsWith('['))
            .Where(line => line.Contains('=', StringComparison.Ordinal))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);
    }

    /// <summary>YAML as Goose and Continue have it: one entry, lists and maps of one level below it.</summary>
    public static ClientConfiguration FromYaml(string text)
    {
        var command = "";
        var arguments = new List<string>();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var within = "";
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (within == "args" && line.StartsWith("- ", StringComparison.Ordinal))
            {
                arguments.Add(Plain(line[2..]));
                continue;
            }

            var (key, value) = line.Split(": ", 2) is [var before, var after] ? (before, Plain(after)) : (line.TrimEnd(':'), "");
            within = value.Length == 0 ? key : within;
            if (key is "command" or "cmd")
            {
                command = value;
            }
            else if (within is "env" or "envs" && value.Length > 0)
            {
                variables[key] = value;
            }
        }

        return new(command, arguments, variables);
    }

    private static string Plain(string scalar) => scalar.Trim().Trim('"');
}
