using System.ComponentModel;

namespace GmailMcp.Tools.Rendering;

/// <summary>One attachment as tools show it.</summary>
internal sealed record AttachmentRecord
{
    [Description("Pass as attachmentId to read_attachment or download_attachment")]
    public required string PartId { get; init; }

    [Description("As the sender chose it")]
    public required string FileName { get; init; }

    public required string MimeType { get; init; }

    [Description("In bytes")]
    public required long Size { get; init; }

    [Description("Shown inside the text, such as a picture")]
    public required bool Inline { get; init; }

    public AttachmentRecord Fenced(Fence fence) =>
        this with { FileName = fence.Value(FileName), MimeType = fence.Value(MimeType) };
}
