namespace Gmail.Emulator.Search;

internal enum QueryTokenKind
{
    Word,
    Quoted,
    Operator,
    Minus,
    Open,
    Close,
    OpenAny,
    CloseAny,
    Or,
    And,
}

/// <summary>One piece of a query. The text of an operator is its name in small letters, without the colon.</summary>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text);
