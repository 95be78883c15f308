namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>A part of a mail's text that is shown short.</summary>
internal sealed record FoldedPart : Fold
{
    /// <summary>Where the part begins in the text that was read, in characters.</summary>
    public required int Start { get; init; }

    /// <summary>How long the part is, in characters.</summary>
    public required int Length { get; init; }
}
