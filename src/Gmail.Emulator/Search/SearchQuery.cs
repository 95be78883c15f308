namespace Gmail.Emulator.Search;

/// <summary>
/// Gmail's query language (the <c>q</c> of messages.list, threads.list and drafts.list), as its help page "Refine
/// searches in Gmail" describes it: https://support.google.com/mail/answer/7190. A query is matched against one message
/// at a time, as the API does, not against a whole thread. No query is wrong: what is no operator is a word to look
/// for.
/// </summary>
internal sealed class SearchQuery
{
    private readonly Condition _condition;

    private SearchQuery(Condition condition, bool includesSpam, bool includesTrash)
    {
        _condition = condition;
        IncludesSpam = includesSpam;
        IncludesTrash = includesTrash;
    }

    /// <summary>The query asks for spam: in:spam, label:spam or in:anywhere.</summary>
    public bool IncludesSpam { get; }

    /// <summary>The query asks for the trash: in:trash, label:trash or in:anywhere.</summary>
    public bool IncludesTrash { get; }

    /// <summary>The query names a place that is otherwise left out of results.</summary>
    public bool MentionsSpamOrTrash => IncludesSpam || IncludesTrash;

    public static SearchQuery Parse(string q)
    {
        var parser = new QueryParser(QueryLexer.Read(q));
        var condition = parser.Parse();
        return new SearchQuery(condition, parser.IncludesSpam, parser.IncludesTrash);
    }

    /// <summary>Whether the message meets every term. Spam and trash are not treated apart here.</summary>
    public bool Matches(EmulatedMessage message, SearchContext context) =>
        _condition(new Candidate(message, MessageText.Of(message), context));

    /// <summary>Whether a list shows the message: it matches, and it is not in spam or trash unless those were asked
    /// for by the query or by includeSpamTrash.</summary>
    public bool Lists(EmulatedMessage message, SearchContext context, bool includeSpamTrash = false) =>
        (includeSpamTrash || IncludesSpam || !message.LabelIds.Contains("SPAM"))
        && (includeSpamTrash || IncludesTrash || !message.LabelIds.Contains("TRASH"))
        && Matches(message, context);
}
