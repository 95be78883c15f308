using System.Text.Json.Serialization;

namespace GmailMcp.Mail.Attachments;

/// <summary>What a reader made of a file.</summary>
internal sealed record AttachmentReading
{
    /// <summary>Empty where the file holds none.</summary>
    public required string Text { get; init; }

    /// <summary>The sheets of a spreadsheet by name, hidden ones too; empty for what has none.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Pages or slides in the whole file; null where it has none.</summary>
    public int? PageCount { get; init; }

    /// <summary>Sentences on what was left out and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why nothing was read, as a sentence; null where something was.</summary>
    public string? Problem { get; init; }
}

/// <summary>The form in which the child process hands its reading over.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AttachmentReading))]
internal sealed partial class AttachmentReadingJson : JsonSerializerContext;
