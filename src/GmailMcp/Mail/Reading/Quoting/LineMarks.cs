namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>What the structure of HTML says about a line.</summary>
[Flags]
internal enum LineMarks
{
    None = 0,

    /// <summary>The line "On … wrote:", whatever its language.</summary>
    Introduction = 1,

    /// <summary>A blockquote that may as well be the writer's own.</summary>
    WeakQuote = 2,

    /// <summary>From this line to the end all is history.</summary>
    HistoryStart = 4,

    Signature = 8,
}
