using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Gmail;

/// <summary>Turns an answer that is no success into a <see cref="GmailException"/>: by the status, then Gmail's first
/// reason,
/// then the reasons of the details. Never by English text, but for the time in it and the words "Mail
/// sending".</summary>
internal static partial class ErrorReader
{
    // A time further away than any limit of Gmail lasts is a mistake, and waiting for it would end the service.
    private static readonly TimeSpan LongestLockout = TimeSpan.FromHours(24);

    public static GmailException Read(
        string methodId, HttpStatusCode status, HttpResponseHeaders? headers, ReadOnlyMemory<byte> body,
        DateTimeOffset now)
    {
        var error = ErrorBody.Read(body);
        var kind = Classify(methodId, (int)status, error);
        var reason = error.Reasons.Count > 0 ? error.Reasons[0] : error.Status;
        var detail = error.Detail is null ? "" : $": {error.Detail}";
        var code = reason is null ? $"{(int)status}" : $"{(int)status} {reason}";
        return new GmailException(kind, $"{methodId} failed ({code}){detail}")
        {
            MethodId = methodId,
            StatusCode = status,
            Reason = reason,
            Detail = error.Detail,
            RetryAt = RetryAt(headers, error, now),
            UnitsPerMinute = error.UnitsPerMinute,
            RequiredScopes = kind == GmailErrorKind.InsufficientScope ? Scopes(headers) : [],
        };
    }

    private static GmailErrorKind Classify(string methodId, int status, ErrorBody error) => status switch
    {
        400 => error.Reasons.Contains("failedPrecondition") || error.Status == "FAILED_PRECONDITION"
            ? GmailErrorKind.FailedPrecondition
            : error.Status == "ALREADY_EXISTS" ? GmailErrorKind.Conflict : GmailErrorKind.InvalidArgument,
        401 => GmailErrorKind.Unauthorized,
        403 => Forbidden(error),
        404 or 410 => GmailErrorKind.NotFound,
        408 => GmailErrorKind.Timeout,
        409 => GmailErrorKind.Conflict,
        412 => GmailErrorKind.FailedPrecondition,
        413 => GmailErrorKind.TooLarge,
        429 => TooMany(methodId, error),
        >= 500 => GmailErrorKind.Server,
        >= 400 => GmailErrorKind.InvalidArgument,
        _ => GmailErrorKind.Malformed,
    };

    private static GmailErrorKind Forbidden(ErrorBody error)
    {
        if (error.IsDaily)
        {
            return GmailErrorKind.QuotaExhausted;
        }

        foreach (var reason in error.Reasons)
        {
            GmailErrorKind? kind = reason switch
            {
                "rateLimitExceeded" or "userRateLimitExceeded" or "quotaExceeded" or "RATE_LIMIT_EXCEEDED" =>
                    GmailErrorKind.RateLimited,
                "dailyLimitExceeded" => GmailErrorKind.QuotaExhausted,
                "domainPolicy" => GmailErrorKind.PolicyDenied,
                "insufficientPermissions" or "ACCESS_TOKEN_SCOPE_INSUFFICIENT" => GmailErrorKind.InsufficientScope,
                "accessNotConfigured" or "SERVICE_DISABLED" => GmailErrorKind.ApiDisabled,
                _ => null,
            };
            if (kind is not null)
            {
                return kind.Value;
            }
        }

        return error.Status == "RESOURCE_EXHAUSTED" ? GmailErrorKind.RateLimited : GmailErrorKind.Forbidden;
    }

    private static GmailErrorKind TooMany(string methodId, ErrorBody error)
    {
        if (error.IsDaily || error.Reasons.Contains("dailyLimitExceeded"))
        {
            return GmailErrorKind.QuotaExhausted;
        }

        // Gmail gives its limit of sent mail the same status and reason as the limit of calls; only the text tells them
        // apart: "User-rate limit exceeded (Mail sending)". Both mean that nothing was sent.
        return GmailRequest.Sends(methodId)
            && error.Detail?.Contains("mail sending", StringComparison.OrdinalIgnoreCase) == true
                ? GmailErrorKind.MailSendingLimited
                : GmailErrorKind.RateLimited;
    }

    private static DateTimeOffset? RetryAt(HttpResponseHeaders? headers, ErrorBody error, DateTimeOffset now)
    {
        var byHeader = headers?.RetryAfter is { } after ? after.Date ?? now + after.Delta : null;
        return InTime(byHeader, now) ?? InTime(now + error.RetryDelay, now) ?? InTime(TimeIn(error.Detail), now);
    }

    private static DateTimeOffset? InTime(DateTimeOffset? time, DateTimeOffset now) =>
        time > now && time <= now + LongestLockout ? time : null;

    // "User-rate limit exceeded.  Retry after 2026-09-11T20:00:00.000Z": Gmail names the time here and in no header.
    private static DateTimeOffset? TimeIn(string? detail) =>
        detail is not null
        && RetryAfterText().Match(detail) is { Success: true } match
        && DateTimeOffset.TryParse(
            match.Groups[1].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    // WWW-Authenticate: Bearer realm="…", error="insufficient_scope", scope="a b" (RFC 6750 §3).
    private static string[] Scopes(HttpResponseHeaders? headers)
    {
        var challenges = headers?.WwwAuthenticate.Select(challenge => challenge.Parameter ?? "") ?? [];
        var match = ScopeParameter().Match(string.Join(' ', challenges));
        return match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"retry after\s+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RetryAfterText();

    [GeneratedRegex(@"scope=""([^""]*)""", RegexOptions.CultureInvariant)]
    private static partial Regex ScopeParameter();
}
