namespace Gmail.Emulator.Search;

/// <summary>Cuts a query into words, quotations, operators and brackets.</summary>
internal ref struct QueryLexer
{
    private readonly List<QueryToken> _tokens = [];
    private readonly ReadOnlySpan<char> _query;
    private int _at;

    private QueryLexer(ReadOnlySpan<char> query) => _query = query;

    public static IReadOnlyList<QueryToken> Read(string query)
    {
        var lexer = new QueryLexer(query);
        while (lexer._at < query.Length)
        {
            lexer.Step();
        }

        return lexer._tokens;
    }

    private void Step()
    {
        var c = _query[_at];
        if (char.IsWhiteSpace(c))
        {
            _at++;
        }
        else if (Bracket(c) is { } bracket)
        {
            Add(bracket, c.ToString());
            _at++;
        }
        else if (IsQuote(c))
        {
            ReadQuoted();
        }
        else if (c is '-' or '+' && _at + 1 < _query.Length && !char.IsWhiteSpace(_query[_at + 1]))
        {
            // +word asks for the word as it is written; every word is compared so here, so the sign adds nothing.
            if (c == '-')
            {
                Add(QueryTokenKind.Minus, "-");
            }

            _at++;
        }
        else
        {
            ReadWord();
        }
    }

    private void ReadQuoted()
    {
        var start = ++_at;
        while (_at < _query.Length && !IsQuote(_query[_at]))
        {
            _at++;
        }

        Add(QueryTokenKind.Quoted, _query[start.._at].ToString());
        _at++; // A quotation that is never closed runs to the end.
    }

    private void ReadWord()
    {
        var start = _at;
        while (_at < _query.Length && !EndsWord(_query[_at]))
        {
            if (_query[_at] == ':' && Operators.Known(_query[start.._at]) is { } name && ValueFollows(_at + 1))
            {
                Add(QueryTokenKind.Operator, name);
                _at++;
                ReadValue();
                return;
            }

            _at++;
        }

        var word = _query[start.._at].ToString();
        Add(word switch { "OR" => QueryTokenKind.Or, "AND" => QueryTokenKind.And, _ => QueryTokenKind.Word }, word);
    }

    /// <summary>A bare value runs to the next blank or bracket; quotations and groups are read by
    /// <see cref="Step"/>.</summary>
    private void ReadValue()
    {
        var start = _at;
        while (_at < _query.Length && !EndsWord(_query[_at]))
        {
            _at++;
        }

        if (_at > start)
        {
            Add(QueryTokenKind.Word, _query[start.._at].ToString());
        }
    }

    private readonly bool ValueFollows(int position) =>
        position < _query.Length && !char.IsWhiteSpace(_query[position]) && _query[position] is not (')' or '}');

    private readonly void Add(QueryTokenKind kind, string text) => _tokens.Add(new QueryToken(kind, text));

    private static QueryTokenKind? Bracket(char c) => c switch
    {
        '(' => QueryTokenKind.Open,
        ')' => QueryTokenKind.Close,
        '{' => QueryTokenKind.OpenAny,
        '}' => QueryTokenKind.CloseAny,
        _ => null,
    };

    private static bool EndsWord(char c) => char.IsWhiteSpace(c) || Bracket(c) is not null || IsQuote(c);

    /// <summary>Keyboards of telephones write the curved ones.</summary>
    private static bool IsQuote(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E';
}
