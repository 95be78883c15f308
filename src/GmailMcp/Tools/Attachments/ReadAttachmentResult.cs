using System.ComponentModel;

namespace GmailMcp.Tools.Attachments;

/// <summary>What read_attachment answers.</summary>
internal sealed record ReadAttachmentResult
{
    public required string FileName { get; init; }

    public required string MimeType { get; init; }

    [Description("In bytes")]
    public required long Size { get; init; }

    [Description("By content: plainText, html, calendar, mail, pdf, word, spreadsheet, slides, openDocument, zip, image or other")]
    public required string Kind { get; init; }

    public required string PartId { get; init; }

    [Description("Absent where the file gives none")]
    public string? Text { get; init; }

    [Description("Of the whole text")]
    public int? TotalChars { get; init; }

    [Description("Pass as offset for more; absent at the end")]
    public int? NextOffset { get; init; }

    [Description("Pages or slides in the file")]
    public int? PageCount { get; init; }

    public IReadOnlyList<string>? Sheets { get; init; }

    [Description("What was left out and why")]
    public IReadOnlyList<string>? Notes { get; init; }
}
