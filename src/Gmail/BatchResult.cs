using System.Diagnostics.CodeAnalysis;

namespace Gmail;

/// <summary>What came of one id of a call that handles many: a value or an error.</summary>
/// <typeparam name="T">What is returned for an id.</typeparam>
/// <param name="Id">The id as it was given.</param>
/// <param name="Value">What Gmail returned; null when it failed.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record BatchResult<T>(string Id, T? Value, GmailException? Error)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Value is not null;
}
