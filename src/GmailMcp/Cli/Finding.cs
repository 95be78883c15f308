namespace GmailMcp.Cli;

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Check">What was looked at, in one or two words.</param>
/// <param name="Level">How it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Fix">What to do about it; null where nothing is to be done.</param>
internal sealed record Finding(string Check, FindingLevel Level, string Text, string? Fix = null)
{
    public static Finding Ok(string check, string text) => new(check, FindingLevel.Ok, text);

    public static Finding Warning(string check, string text, string fix) => new(check, FindingLevel.Warning, text, fix);

    public static Finding Problem(string check, string text, string fix) => new(check, FindingLevel.Problem, text, fix);
}
