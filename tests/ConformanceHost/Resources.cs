using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ConformanceHost;

/// <summary>The resources that scenarios read.</summary>
internal static class Resources
{
    public static IReadOnlyList<McpServerResource> All { get; } =
    [
        Create("test://static-text", "text/plain", (Func<ResourceContents>)(() => new TextResourceContents
        {
            Uri = "test://static-text",
            MimeType = "text/plain",
            Text = "This is the content of the static text resource.",
        })),
        Create("test://static-binary", "image/png", (Func<ResourceContents>)(() => BlobResourceContents.FromBytes(
            Fixture.PixelBytes, "test://static-binary", "image/png"))),
        Create("test://template/{id}/data", "application/json", (Func<string, ResourceContents>)(id => new TextResourceContents
        {
            Uri = $"test://template/{id}/data",
            MimeType = "application/json",
            Text = $$"""{"id":"{{id}}","templateTest":true,"data":"Data for ID: {{id}}"}""",
        })),
        Create("test://watched-resource", "text/plain", (Func<ResourceContents>)(() => new TextResourceContents
        {
            Uri = "test://watched-resource",
            MimeType = "text/plain",
            Text = "Watch me.",
        })),
    ];

    private static McpServerResource Create(string address, string mimeType, Delegate read) => McpServerResource.Create(
        read, new McpServerResourceCreateOptions { UriTemplate = address, Name = address, MimeType = mimeType });
}
