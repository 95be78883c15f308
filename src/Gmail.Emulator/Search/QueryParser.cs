using System.Globalization;

namespace Gmail.Emulator.Search;

/// <summary>
/// Builds the condition of a query. Terms side by side must all be met; OR binds closer than that, as in Google's other
/// search boxes: <c>from:amy OR from:david is:unread</c> finds what is unread and from either. The help page does not
/// rank AND and OR; brackets settle it.
/// </summary>
internal sealed class QueryParser(IReadOnlyList<QueryToken> tokens)
{
    /// <summary>Deeper brackets are passed over, so that no query can exhaust the stack. No source: a hundred is beyond
    /// any use.</summary>
    private const int MaxDepth = 100;

    private int _at;
    private int _depth;
    private bool _negated;

    public bool IncludesSpam { get; private set; }

    public bool IncludesTrash { get; private set; }

    public Condition Parse()
    {
        var terms = new List<Condition>();
        while (_at < tokens.Count)
        {
            terms.AddRange(Terms(null));
            _at++; // A closing bracket that closes nothing.
        }

        return All(terms);
    }

    private QueryTokenKind? Next => _at < tokens.Count ? tokens[_at].Kind : null;

    /// <summary>Everything up to a closing bracket.</summary>
    private List<Condition> Terms(string? field)
    {
        var terms = new List<Condition>();
        while (Next is not (null or QueryTokenKind.Close or QueryTokenKind.CloseAny))
        {
            if (Alternatives(field) is { } condition)
            {
                terms.Add(condition);
            }
        }

        return terms;
    }

    private Condition? Alternatives(string? field)
    {
        var first = Term(field);
        if (first is null || Next != QueryTokenKind.Or)
        {
            return first;
        }

        var choices = new List<Condition> { first };
        while (Next == QueryTokenKind.Or)
        {
            _at++;
            if (Next is not (null or QueryTokenKind.Close or QueryTokenKind.CloseAny) && Term(field) is { } choice)
            {
                choices.Add(choice);
            }
        }

        return Any(choices);
    }

    /// <summary>One term with its minus signs; null for an AND or OR that joins nothing.</summary>
    private Condition? Term(string? field)
    {
        var wasNegated = _negated;
        for (; Next == QueryTokenKind.Minus; _at++)
        {
            _negated = !_negated;
        }

        var isNegated = _negated != wasNegated;
        var condition = Positive(field);
        _negated = wasNegated;
        return condition is not null && isNegated ? candidate => !condition(candidate) : condition;
    }

    private Condition? Positive(string? field)
    {
        if (Next is null or QueryTokenKind.Close or QueryTokenKind.CloseAny)
        {
            return null;
        }

        var token = tokens[_at++];
        return token.Kind switch
        {
            QueryTokenKind.Open or QueryTokenKind.OpenAny => Group(field, token.Kind == QueryTokenKind.OpenAny),
            QueryTokenKind.Operator => Operator(token.Text),
            QueryTokenKind.Word or QueryTokenKind.Quoted => Near(field, token) ?? Text(field, token),
            _ => null,
        };
    }

    private Condition? Group(string? field, bool any)
    {
        if (_depth == MaxDepth)
        {
            return null;
        }

        _depth++;
        var terms = Terms(field);
        _depth--;
        _at++; // the closing bracket, or the end
        return terms.Count == 0 ? null : any ? Any(terms) : All(terms);
    }

    private Condition? Operator(string name)
    {
        switch (Next)
        {
            case QueryTokenKind.Open or QueryTokenKind.OpenAny:
                return Positive(name);
            case QueryTokenKind.Word or QueryTokenKind.Quoted:
                var value = tokens[_at++];
                return Near(name, value) ?? Text(name, value);
            default:
                return Text(null, new QueryToken(QueryTokenKind.Word, name));
        }
    }

    private Condition Text(string? field, QueryToken token)
    {
        if (field is null)
        {
            return token.Kind == QueryTokenKind.Quoted && Proximity.InOrder(token.Text) is { } ordered
                ? ordered
                : Operators.Anywhere(token.Text);
        }

        NoteSpamAndTrash(field, token.Text);
        return Operators.Create(field, token.Text) ?? Operators.Anywhere($"{field} {token.Text}");
    }

    /// <summary><c>holiday AROUND 10 vacation</c>: both words, at most so many words apart, in either order.</summary>
    private Condition? Near(string? field, QueryToken first)
    {
        if (_at + 2 >= tokens.Count || tokens[_at] is not { Kind: QueryTokenKind.Word, Text: "AROUND" }
            || !int.TryParse(tokens[_at + 1].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var distance)
            || tokens[_at + 2].Kind is not (QueryTokenKind.Word or QueryTokenKind.Quoted)
            || field is not (null or "subject"))
        {
            return null;
        }

        var second = tokens[_at + 2];
        _at += 3;
        return Proximity.Either(field, first.Text, second.Text, distance);
    }

    private void NoteSpamAndTrash(string field, string value)
    {
        if (_negated || field is not ("in" or "label" or "is"))
        {
            return;
        }

        var place = value.ToLowerInvariant();
        var isAnywhere = field == "in" && place == "anywhere";
        IncludesSpam |= isAnywhere || place == "spam";
        IncludesTrash |= isAnywhere || place is "trash" or "bin";
    }

    private static Condition All(List<Condition> terms) =>
        terms.Count == 1 ? terms[0] : candidate => terms.TrueForAll(term => term(candidate));

    private static Condition Any(List<Condition> terms) =>
        terms.Count == 1 ? terms[0] : candidate => terms.Exists(term => term(candidate));
}
