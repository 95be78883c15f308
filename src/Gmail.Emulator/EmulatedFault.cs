using System.Globalization;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator;

/// <summary>One thing that goes wrong, in one of the forms that Google's error guides and field reports show.</summary>
public sealed class EmulatedFault
{
    private const string Domain = "usageLimits";

    private EmulatedFault()
    {
    }

    /// <summary>Sent instead of doing the work.</summary>
    internal WireAnswer? Answer { get; private init; }

    /// <summary>How long the answer takes; the work is then done.</summary>
    internal TimeSpan Delay { get; private init; }

    internal bool ResetsBefore { get; private init; }

    internal bool ResetsAfter { get; private init; }

    /// <summary>403 userRateLimitExceeded, the time to retry in the message text.</summary>
    public static EmulatedFault UserRateLimitExceeded(DateTimeOffset retryAfter) => Refusal(
        403,
        "PERMISSION_DENIED",
        "userRateLimitExceeded",
        $"User-rate limit exceeded.  Retry after {Iso(retryAfter)}");

    /// <summary>403 userRateLimitExceeded without a time.</summary>
    public static EmulatedFault UserRateLimitExceeded() =>
        Refusal(403, "PERMISSION_DENIED", "userRateLimitExceeded", "User Rate Limit Exceeded");

    /// <summary>403 rateLimitExceeded.</summary>
    public static EmulatedFault RateLimitExceeded() =>
        Refusal(403, "PERMISSION_DENIED", "rateLimitExceeded", "Rate Limit Exceeded");

    /// <summary>403 RESOURCE_EXHAUSTED: the minute's quota units are spent.</summary>
    public static EmulatedFault QuotaExhausted() => new() { Answer = WireAnswer.FromError(QuotaError()) };

    /// <summary>429: more requests in flight than Gmail allows one mailbox.</summary>
    public static EmulatedFault TooManyConcurrentRequests() =>
        new() { Answer = WireAnswer.FromError(ConcurrencyError()) };

    /// <summary>429: the account sends no more mail until then. Definitely not sent.</summary>
    public static EmulatedFault MailSendingLimitExceeded(DateTimeOffset retryAfter) => Refusal(
        429,
        "RESOURCE_EXHAUSTED",
        "rateLimitExceeded",
        $"User-rate limit exceeded.  Retry after {Iso(retryAfter)} (Mail sending)");

    /// <summary>429 with a Retry-After header in seconds.</summary>
    public static EmulatedFault TooManyRequests(TimeSpan retryAfter) => new()
    {
        Answer = WireAnswer.FromError(new GmailApiException(
            429, "RESOURCE_EXHAUSTED", "rateLimitExceeded", "Resource has been exhausted (e.g. check quota).")
        {
            Domain = Domain,
            Headers = [("Retry-After", Seconds(retryAfter))],
        }),
    };

    /// <summary>403 dailyLimitExceeded: nothing more today.</summary>
    public static EmulatedFault DailyLimitExceeded() =>
        Refusal(403, "PERMISSION_DENIED", "dailyLimitExceeded", "Daily Limit Exceeded");

    /// <summary>403 accessNotConfigured: the Gmail API is off in the Cloud project.</summary>
    public static EmulatedFault AccessNotConfigured() => new()
    {
        Answer = WireAnswer.FromError(new GmailApiException(
            403,
            "PERMISSION_DENIED",
            "accessNotConfigured",
            "Gmail API has not been used in project 123456789012 before or it is disabled. Enable it by visiting "
                + "https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=123456789012 "
                + "then retry.")
        {
            Domain = Domain,
            Details =
            [
                new JsonObject
                {
                    ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
                    ["reason"] = "SERVICE_DISABLED",
                    ["domain"] = "googleapis.com",
                    ["metadata"] = new JsonObject
                    {
                        ["consumer"] = "projects/123456789012",
                        ["service"] = "gmail.googleapis.com",
                    },
                },
            ],
        }),
    };

    /// <summary>403 domainPolicy: an administrator turned Gmail apps off.</summary>
    public static EmulatedFault DomainPolicy() => new()
    {
        Answer = WireAnswer.FromError(new GmailApiException(
            403, "PERMISSION_DENIED", "domainPolicy", "The domain administrators have disabled Gmail apps.")),
    };

    /// <summary>401 authError: the access token is good no longer.</summary>
    public static EmulatedFault InvalidCredentials() =>
        new() { Answer = WireAnswer.FromError(GmailApiException.Unauthenticated(hasToken: true)) };

    /// <summary>400 failedPrecondition.</summary>
    public static EmulatedFault FailedPrecondition() =>
        new() { Answer = WireAnswer.FromError(GmailApiException.FailedPrecondition("Precondition check failed.")) };

    /// <summary>500, 503 or 504 in Google's JSON, with a Retry-After header if one is given.</summary>
    public static EmulatedFault BackendError(int status = 503, TimeSpan? retryAfter = null) => new()
    {
        Answer = WireAnswer.FromError(new GmailApiException(
            status,
            status switch { 503 => "UNAVAILABLE", 504 => "DEADLINE_EXCEEDED", _ => "INTERNAL" },
            "backendError",
            status switch
            {
                503 => "The service is currently unavailable.",
                504 => "Deadline expired before operation could complete.",
                _ => "Internal error encountered.",
            })
        {
            Headers = retryAfter is { } wait ? [("Retry-After", Seconds(wait))] : [],
        }),
    };

    /// <summary>502 as an HTML page of Google's front end.</summary>
    public static EmulatedFault HtmlBadGateway() => new()
    {
        Answer = WireAnswer.Html(
            502,
            "Error 502 (Server Error)!!1",
            "That's an error. The server encountered a temporary error and could not complete your request. "
                + "Please try again in 30 seconds."),
    };

    /// <summary>An error of the token endpoint: flat JSON.</summary>
    public static EmulatedFault OAuthError(int status, string error, string description) => new()
    {
        Answer = WireAnswer.FromJson(
            status, new JsonObject { ["error"] = error, ["error_description"] = description }),
    };

    /// <summary>The answer comes later, by the options' clock.</summary>
    public static EmulatedFault Latency(TimeSpan delay) => new() { Delay = delay };

    /// <summary>The connection breaks before anything was done.</summary>
    public static EmulatedFault ResetBeforeWork() => new() { ResetsBefore = true };

    /// <summary>The work is done and the connection breaks before the answer: the outcome is unknown to the
    /// client.</summary>
    public static EmulatedFault ResetAfterWork() => new() { ResetsAfter = true };

    internal static GmailApiException QuotaError() => new(
        403,
        "RESOURCE_EXHAUSTED",
        "rateLimitExceeded",
        "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service "
            + "'gmail.googleapis.com' for consumer 'project_number:123456789012'.")
    {
        Domain = Domain,
        Details = new JsonArray( // not a collection expression: its Add<T> is not for AOT
            new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
                ["reason"] = "RATE_LIMIT_EXCEEDED",
                ["domain"] = "googleapis.com",
                ["metadata"] = new JsonObject { ["service"] = "gmail.googleapis.com" },
            }),
    };

    internal static GmailApiException ConcurrencyError() => new(
        429, "RESOURCE_EXHAUSTED", "rateLimitExceeded", "Too many concurrent requests for user")
    {
        Domain = Domain,
    };

    private static EmulatedFault Refusal(int status, string grpcStatus, string reason, string message) => new()
    {
        Answer = WireAnswer.FromError(new GmailApiException(status, grpcStatus, reason, message) { Domain = Domain }),
    };

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan wait) =>
        ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
