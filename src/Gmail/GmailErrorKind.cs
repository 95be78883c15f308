namespace Gmail;

/// <summary>What kind of failure a <see cref="GmailException"/> is: what a caller branches on.</summary>
public enum GmailErrorKind
{
    /// <summary>The request is wrong and will stay wrong: a malformed id, query, address or label name (400).</summary>
    InvalidArgument,

    /// <summary>Gmail's state does not allow it: "Precondition check failed" (400, 412).</summary>
    FailedPrecondition,

    /// <summary>The access token is missing, expired or revoked (401).</summary>
    Unauthorized,

    /// <summary>The token is valid, but was not granted a scope that opens this method (403).</summary>
    InsufficientScope,

    /// <summary>The administrator of the domain has disabled Gmail or this application (403).</summary>
    PolicyDenied,

    /// <summary>Refused for another reason (403).</summary>
    Forbidden,

    /// <summary>The Gmail API is not switched on in the Cloud project of the OAuth client (403).</summary>
    ApiDisabled,

    /// <summary>There is no such message, thread, draft, label or setting, or the history id is too old
    /// (404).</summary>
    NotFound,

    /// <summary>It exists already, such as a label of that name (409).</summary>
    Conflict,

    /// <summary>The message is over Gmail's size limit, or an answer is over ours (413).</summary>
    TooLarge,

    /// <summary>Too many calls or too many at once; passes within minutes (403, 429).</summary>
    RateLimited,

    /// <summary>The allowance of the day is used up (403, 429).</summary>
    QuotaExhausted,

    /// <summary>Gmail's limit for sending mail is reached; the message was not sent; may last hours (429).</summary>
    MailSendingLimited,

    /// <summary>Gmail failed (5xx).</summary>
    Server,

    /// <summary>Gmail could not be reached, or the connection broke.</summary>
    Network,

    /// <summary>No byte moved for longer than <see cref="GmailClientOptions.IdleTimeout"/>.</summary>
    Timeout,

    /// <summary>Gmail's answer could not be understood.</summary>
    Malformed,
}
