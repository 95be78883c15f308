namespace GmailMcp.Cli.Clients;

/// <summary>
/// The clients that <c>install</c> knows, one row each. Paths and forms are those that their documentation gives; the source stands
/// above each row.
/// </summary>
internal static class ClientTable
{
    private static readonly JsonFormat McpServers = new("mcpServers");

    public static IReadOnlyList<Client> All { get; } =
    [
        // https://modelcontextprotocol.io/docs/develop/connect-local-servers. The form is JSON; builds for Linux use ~/.config.
        new()
        {
            Name = "claude-desktop", Title = "Claude Desktop",
            Files = ["@config/Claude/claude_desktop_config.json"],
            Format = McpServers, Fields = Plain, Reload = "quit Claude Desktop and start it again",
        },

        // https://code.claude.com/docs/en/mcp: user scope in ~/.claude.json, project scope in .mcp.json.
        new()
        {
            Name = "claude-code", Title = "Claude Code",
            Files = ["$CLAUDE_CONFIG_DIR/.claude.json", "~/.claude.json"], ProjectFile = ".mcp.json",
            Format = McpServers, Fields = Stdio, Reload = "start a new session of claude; /mcp shows it",
        },

        // https://cursor.com/docs/mcp
        new()
        {
            Name = "cursor", Title = "Cursor",
            Files = ["~/.cursor/mcp.json"], ProjectFile = ".cursor/mcp.json",
            Format = McpServers, Fields = Plain, Reload = "restart Cursor, or switch the server on in its settings under MCP",
        },

        // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration: mcp.json of the user's profile.
        new()
        {
            Name = "vscode", Title = "VS Code",
            Files = ["@config/Code/User/mcp.json"], ProjectFile = ".vscode/mcp.json",
            Format = new JsonFormat("servers"), Fields = Stdio, Reload = "run \"MCP: List Servers\" and start gmail",
        },

        // https://docs.windsurf.com/windsurf/cascade/mcp
        new()
        {
            Name = "windsurf", Title = "Windsurf",
            Files = ["~/.codeium//windsurf/mcp_config.json"],
            Format = McpServers, Fields = Plain, Reload = "press Refresh in Cascade's MCP panel, or restart Windsurf",
        },

        // https://zed.dev/docs/ai/mcp; versions of 2025 want "source", later ones do not mind it.
        new()
        {
            Name = "zed", Title = "Zed",
            Files = ["@xdg/zed/settings.json"], FilesOnMacOS = ["~/.config/zed/settings.json"],
            FilesOnWindows = ["@config/Zed/settings.json"], ProjectFile = ".zed/settings.json",
            Format = new JsonFormat("context_servers"), Fields = entry => [Field.Of("source", "custom"), .. Plain(entry)],
            Reload = "open Zed's agent settings; gmail has a green dot there",
        },

        // https://docs.cline.bot/cli/configuration: since 4.0 all of Cline shares one file; before, it lay in VS Code's storage.
        new()
        {
            Name = "cline", Title = "Cline",
            Files =
            [
                "~/.cline//data/settings/cline_mcp_settings.json",
                "@config/Code/User/globalStorage/saoudrizwan.claude-dev//settings/cline_mcp_settings.json",
            ],
            Format = McpServers, Fields = Plain, Reload = "open Cline's MCP Servers and press restart beside gmail",
        },

        // https://docs.continue.dev/reference: mcpServers is a list; name, version and schema are required of a file.
        new()
        {
            Name = "continue", Title = "Continue",
            Files = ["~/.continue/config.yaml"],
            Format = new YamlFormat("mcpServers", isList: true, preamble: "name: Local Config\nversion: 1.0.0\nschema: v1\n"),
            Fields = entry => [Field.Of("name", entry.Name), .. Plain(entry)],
            Reload = "run \"Continue: Reload config\"",
        },

        // https://developers.openai.com/codex/mcp
        new()
        {
            Name = "codex", Title = "Codex",
            Files = ["$CODEX_HOME/config.toml", "~/.codex/config.toml"], ProjectFile = ".codex/config.toml",
            Format = new TomlFormat("mcp_servers"), Fields = Plain, Reload = "start codex again; /mcp shows it",
        },

        // https://geminicli.com/docs/tools/mcp-server
        new()
        {
            Name = "gemini-cli", Title = "Gemini CLI",
            Files = ["~/.gemini/settings.json"], ProjectFile = ".gemini/settings.json",
            Format = McpServers, Fields = Plain, Reload = "start gemini again; /mcp shows it",
        },

        // https://block.github.io/goose/docs/guides/config-files and its ExtensionConfig: stdio needs name, cmd and args.
        new()
        {
            Name = "goose", Title = "Goose",
            Files = ["@xdg/goose/config.yaml"], FilesOnMacOS = ["~/.config/goose/config.yaml"],
            FilesOnWindows = ["@config/Block/goose/config/config.yaml"],
            Format = new YamlFormat("extensions", isList: false), Fields = Goose, Reload = "start a new session of goose",
        },
    ];

    private static IReadOnlyList<Field> Plain(ServerEntry entry) =>
        [Field.Of("command", entry.Command), Field.Of("args", entry.Arguments)];

    private static IReadOnlyList<Field> Stdio(ServerEntry entry) => [Field.Of("type", "stdio"), .. Plain(entry)];

    // Goose waits for an answer as many seconds as "timeout" says.
    private static IReadOnlyList<Field> Goose(ServerEntry entry) =>
    [
        Field.Of("type", "stdio"),
        Field.Of("name", entry.Name),
        Field.Of("cmd", entry.Command),
        Field.Of("args", entry.Arguments),
        new Field("enabled", "true", IsSoft: true),
        Field.Of("description", "Gmail") with { IsSoft = true },
        new Field("timeout", "300", IsSoft: true),
    ];
}
