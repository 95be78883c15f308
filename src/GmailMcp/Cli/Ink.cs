namespace GmailMcp.Cli;

/// <summary>Colours, where there is a terminal that shows them.</summary>
/// <param name="IsOn">False leaves every text as it is.</param>
internal sealed record Ink(bool IsOn)
{
    public static Ink None { get; } = new(IsOn: false);

    public string Good(string text) => Paint(text, "32");

    public string Doubtful(string text) => Paint(text, "33");

    public string Bad(string text) => Paint(text, "31");

    /// <summary>Something to type.</summary>
    public string Command(string text) => Paint(text, "1");

    // ECMA-48 §8.3.117, select graphic rendition; 0 ends it.
    private string Paint(string text, string rendition) => IsOn ? $"\e[{rendition}m{text}\e[0m" : text;
}
