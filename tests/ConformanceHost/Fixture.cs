using GmailMcp.Policy;
using GmailMcp.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ConformanceHost;

/// <summary>Makes a tool that a scenario looks for by name.</summary>
internal static class Fixture
{
    public static ToolDefinition Tool(string name, string description, Delegate call) => new(
        "Conformance",
        typeof(Fixture),
        new GmailToolAttribute(Profile.Readonly),
        McpServerTool.Create(
            call,
            new McpServerToolCreateOptions { Name = name, Description = description, ReadOnly = true, OpenWorld = false }));

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    /// <summary>A picture of one red pixel.</summary>
    public static ImageContentBlock Pixel() => ImageContentBlock.FromBytes(PixelBytes, "image/png");

    public static byte[] PixelBytes { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC");
}
