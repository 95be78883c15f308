using System.Net;

namespace Gmail;

/// <summary>A call to Gmail that failed: what kind of failure, Gmail's own reason, what to do, and when to try
/// again.</summary>
/// <remarks>Holds ids and Gmail's own words only: never the text of a mail, a token or an error page.</remarks>
public sealed class GmailException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="message">What happened, in one line, without content of mails.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public GmailException(GmailErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Advice = GmailAdvice.For(kind);
    }

    /// <summary>What kind of failure it is.</summary>
    public GmailErrorKind Kind { get; }

    /// <summary>Gmail's reason, such as <c>userRateLimitExceeded</c>; null where it gave none.</summary>
    public string? Reason { get; init; }

    /// <summary>Gmail's own sentence on one line and cut to 300 characters; null where it gave none. A hint for people:
    /// nothing is decided by it.</summary>
    public string? Detail { get; init; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>When Gmail will take the call again, from the Retry-After header or the time in its message; null where
    /// it
    /// named no time, or one that is past or more than a day away.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The limit that was reached, in units a minute; null where Gmail named none.</summary>
    public int? UnitsPerMinute { get; init; }

    /// <summary>What to do about it, in one sentence.</summary>
    public string Advice { get; init; }

    /// <summary>The method that failed, such as <c>users.messages.get</c>; null for a failure before any
    /// call.</summary>
    public string? MethodId { get; init; }

    /// <summary>The scopes of which one is needed, when the kind is <see cref="GmailErrorKind.InsufficientScope"/> and
    /// Gmail named them.</summary>
    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>Whether Gmail may have carried out the request although it failed here: the answer to a send, a create
    /// or a
    /// delete was lost. Such a call must not be repeated before looking.</summary>
    public bool WasAmbiguous { get; init; }

    /// <summary>The same failure, of a call that may have been carried out.</summary>
    internal GmailException AsAmbiguous() => new(Kind, Message, InnerException)
    {
        MethodId = MethodId,
        StatusCode = StatusCode,
        Reason = Reason,
        Detail = Detail,
        RetryAt = RetryAt,
        UnitsPerMinute = UnitsPerMinute,
        RequiredScopes = RequiredScopes,
        WasAmbiguous = true,
    };
}
