namespace GmailMcp.Mail.Html;

/// <summary>Limits of one conversion. Each is far above what ordinary mail needs.</summary>
internal sealed record HtmlOptions
{
    public static HtmlOptions Default { get; } = new();

    /// <summary>For text that goes into a mail of ours. It must not depend on how busy the machine is, or the same call again would be
    /// another mail to the journal and leave twice; a person waits for it once, so it may take long.</summary>
    public static HtmlOptions Outgoing { get; } = new()
    {
        ParseTime = TimeSpan.FromSeconds(20),
        StyleTime = TimeSpan.FromSeconds(20),
    };

    /// <summary>Characters of HTML read; Gmail itself clips what it shows at 102 kB.</summary>
    public int MaxCharacters { get; init; } = 2_000_000;

    public int MaxNodes { get; init; } = 200_000;

    /// <summary>Rules that set what is painted; more are ignored and noted.</summary>
    public int MaxRules { get; init; } = 5_000;

    /// <summary>Selector × element comparisons: a million take about 150 ms.</summary>
    public int MaxMatches { get; init; } = 1_000_000;

    /// <summary>The parser is quadratic on unclosed tags: past this its work is given up and tags are
    /// stripped.</summary>
    public TimeSpan ParseTime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Some selectors walk all siblings: past this no more rules are applied, and the notes say so.</summary>
    public TimeSpan StyleTime { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Characters of a target shown in full; longer ones are shown as host and number.</summary>
    public int LongestTargetShown { get; init; } = 80;

    /// <summary>Shows earlier mails and signatures as one line each.</summary>
    public bool FoldQuotes { get; init; }

    /// <summary>The subject says that the mail is handed on, so that an earlier mail in it is content.</summary>
    public bool IsForwarded { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
