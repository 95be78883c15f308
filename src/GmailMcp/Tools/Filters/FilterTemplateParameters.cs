namespace GmailMcp.Tools.Filters;

/// <summary>What a template is filled with.</summary>
internal sealed record FilterTemplateParameters
{
    public string? SenderEmail { get; init; }

    public string? SubjectText { get; init; }

    public string? SearchText { get; init; }

    public string? ListIdentifier { get; init; }

    public int? SizeInBytes { get; init; }

    public string[]? LabelIds { get; init; }

    public bool? Archive { get; init; }

    public bool? MarkAsRead { get; init; }

    public bool? MarkImportant { get; init; }
}
