using GmailMcp.Mail.Reading.Quoting;

namespace GmailMcp.Mail.Html;

/// <summary>What a person would see of an HTML body, as Markdown.</summary>
internal sealed record HtmlReading
{
    public required string Markdown { get; init; }

    /// <summary>Every distinct target shown, in order of appearance.</summary>
    public required IReadOnlyList<HtmlLink> Links { get; init; }

    /// <summary>Characters that were in the body and that nobody would have seen; white space is not counted.</summary>
    public required int HiddenCharacters { get; init; }

    /// <summary>Earlier mails and signatures that one line stands for, with <see cref="HtmlOptions.FoldQuotes"/>.</summary>
    public required IReadOnlyList<Fold> Folds { get; init; }

    public required HtmlNotes Notes { get; init; }
}
