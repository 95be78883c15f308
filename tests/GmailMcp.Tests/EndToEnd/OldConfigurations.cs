using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Clients' configurations as people of the old servers have them, the one line that changes, and how the client reads
/// them.</summary>
internal static class OldConfigurations
{
    private const string Package = "@gongrzhe/server-gmail-autoauth-mcp";

    public static Dictionary<string, OldConfiguration> All { get; } = new(StringComparer.Ordinal)
    {
        ["Claude Desktop"] = Json("mcpServers", $$"""
            {
              "mcpServers": {
                "gmail": {
                  "command": "npx",
                  "args": [
                    "{{Package}}"
                  ],
                  "env": {{OldConfiguration.Variables}}
                }
              }
            }
            """),
        ["Claude Code"] = Json("mcpServers", $$"""
            { "mcpServers": { "gmail": {
                "type": "stdio",
                "command": "npx",
                "args": ["-y", "{{Package}}"],
                "env": {{OldConfiguration.Variables}} } } }
            """),
        ["Cursor"] = Json("mcpServers", $$"""
            {
              "mcpServers": {
                "gmail": { "command": "npx", "args": ["{{Package}}@latest"], "env": {{OldConfiguration.Variables}} }
              }
            }
            """),
        ["VS Code"] = Json("servers", $$"""
            {
              // mail
              "servers": {
                "gmail": {
                  "type": "stdio",
                  "command": "node",
                  "args": ["/srv/Gmail-MCP-Server/dist/index.js"],
                  "env": {{OldConfiguration.Variables}},
                },
              },
            }
            """),
        ["Windsurf"] = Json("mcpServers", $$"""
            {
              "mcpServers": {
                "gmail": {
                  "command": "node",
                  "args": ["C:\\src\\Gmail-MCP-Server\\dist\\index.js"],
                  "env": {{OldConfiguration.Variables}}
                }
              }
            }
            """),
        ["Zed"] = Json("context_servers", $$"""
            {
              "theme": "One Light",
              "context_servers": {
                "gmail": {
                  "source": "custom",
                  "command": "npx",
                  "args": ["{{Package}}"],
                  "env": {{OldConfiguration.Variables}}
                }
              }
            }
            """),
        ["Cline"] = Json("mcpServers", $$"""
            {
              "mcpServers": {
                "gmail": {
                  "autoApprove": [],
                  "disabled": false,
                  "timeout": 60,
                  "command": "npx",
                  "args": ["--yes", "{{Package}}"],
                  "env": {{OldConfiguration.Variables}}
                }
              }
            }
            """),
        ["Gemini CLI"] = Json("mcpServers", $$"""
            {
              "mcpServers": {
                "gmail": {
                  "command": "npx",
                  "args": ["{{Package}}"],
                  "env": {{OldConfiguration.Variables}},
                  "trust": false
                }
              }
            }
            """),
        ["Codex"] = new(
            $"""
            model = "default"

            [mcp_servers.gmail]
            command = "npx"
            args = ["-y", "{Package}"]

            [mcp_servers.gmail.env]
            {OldConfiguration.Variables}
            """,
            "command = \"npx\"",
            path => $"command = {JsonValue.Create(path).ToJsonString()}",
            variables => string.Join('\n', variables.Select(pair => $"{pair.Key} = {JsonValue.Create(pair.Value).ToJsonString()}")),
            ClientConfiguration.FromToml),
        ["Continue"] = new(
            $"""
            mcpServers:
              - name: gmail
                command: npx
                args:
                  - "{Package}"
                env:
            {OldConfiguration.Variables}
            """,
            "    command: npx",
            path => $"    command: {path}",
            Yaml,
            ClientConfiguration.FromYaml),
        ["Goose"] = new(
            $"""
            extensions:
              gmail:
                type: stdio
                enabled: true
                cmd: npx
                args:
                  - -y
                  - "{Package}"
                envs:
            {OldConfiguration.Variables}
            """,
            "    cmd: npx",
            path => $"    cmd: {path}",
            Yaml,
            ClientConfiguration.FromYaml),
    };

    private static OldConfiguration Json(string outer, string text)
    {
        var command = text.Contains("\"npx\"", StringComparison.Ordinal) ? "\"command\": \"npx\"" : "\"command\": \"node\"";
        return new(
            text,
            command,
            path => $"\"command\": {JsonValue.Create(path).ToJsonString()}",
            variables => new JsonObject(variables.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))).ToJsonString(),
            changed => ClientConfiguration.FromJson(changed, outer));
    }

    private static string Yaml(IReadOnlyDictionary<string, string> variables) =>
        string.Join('\n', variables.Select(pair => $"      {pair.Key}: \"{pair.Value}\""));
}
