using System.Text;
using GmailMcp.Tools;
using ModelContextProtocol.Protocol;

namespace ConformanceHost;

/// <summary>One tool for each kind of content, and one that fails.</summary>
internal static class ContentTools
{
    public static IReadOnlyList<ToolDefinition> All { get; } =
    [
        Fixture.Tool("test_simple_text", "Answers a text", () => Fixture.Text("This is a simple text response for testing.")),
        Fixture.Tool("test_image_content", "Answers an image", () => Result(Fixture.Pixel())),
        Fixture.Tool("test_audio_content", "Answers a sound", () => Result(AudioContentBlock.FromBytes(Silence(), "audio/wav"))),
        Fixture.Tool("test_embedded_resource", "Answers a resource", () => Result(
            Resource("test://embedded-resource", "text/plain", "This is an embedded resource content."))),
        Fixture.Tool("test_multiple_content_types", "Answers a text, an image and a resource", () => Result(
            new TextContentBlock { Text = "Multiple content types test:" },
            Fixture.Pixel(),
            Resource("test://mixed-content-resource", "application/json", """{"test":"data","value":123}"""))),
        Fixture.Tool("test_error_handling", "Fails", Fail),
        Fixture.Tool("test_streaming_elicitation", "Answers at once", () => Fixture.Text("Nothing but this result is on the stream.")),
    ];

    public static EmbeddedResourceBlock Resource(string uri, string mimeType, string text) =>
        new() { Resource = new TextResourceContents { Uri = uri, MimeType = mimeType, Text = text } };

    private static CallToolResult Fail() => throw new ToolException("This tool intentionally returns an error for testing");

    private static CallToolResult Result(params ContentBlock[] content) => new() { Content = content };

    // A WAV file of no samples: 8 kHz, mono, 8 bit.
    private static byte[] Silence()
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file, Encoding.ASCII);
        writer.Write("RIFF"u8);
        writer.Write(36);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(8000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(0);
        return file.ToArray();
    }
}
