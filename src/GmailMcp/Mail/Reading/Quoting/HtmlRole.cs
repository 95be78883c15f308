namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>What an element is in a mail, by the marks its client left on it.</summary>
internal enum HtmlRole
{
    None,

    /// <summary>A blockquote by which a client marks what was said before.</summary>
    Quote,

    /// <summary>A blockquote that may be the writer's own.</summary>
    WeakQuote,

    /// <summary>Holds the attribution and the quote after it, or a mail handed on.</summary>
    QuoteContainer,

    /// <summary>Holds history and nothing else.</summary>
    History,

    /// <summary>The attribution.</summary>
    Introduction,

    /// <summary>What follows is history.</summary>
    HistoryStart,

    /// <summary>Has the line by which Outlook parts a mail from its header lines.</summary>
    OutlookHeader,

    Signature,
}
