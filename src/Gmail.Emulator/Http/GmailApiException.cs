using System.Text.Json.Nodes;

namespace Gmail.Emulator.Http;

/// <summary>A refusal in the form that Google's error guide shows.</summary>
internal sealed class GmailApiException(int status, string grpcStatus, string reason, string message)
    : Exception(message)
{
    public int Status => status;

    public string Reason => reason;

    public string Domain { get; init; } = "global";

    /// <summary>What the <c>errors[0]</c> entry points at, e.g. header Authorization.</summary>
    public (string Location, string Kind)? Location { get; init; }

    public JsonArray? Details { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static GmailApiException Invalid(string message) => new(400, "INVALID_ARGUMENT", "invalidArgument", message);

    public static GmailApiException ParseError(string message) => new(400, "INVALID_ARGUMENT", "parseError", message);

    public static GmailApiException FailedPrecondition(string message) =>
        new(400, "FAILED_PRECONDITION", "failedPrecondition", message);

    public static GmailApiException NotFound() =>
        new(404, "NOT_FOUND", "notFound", "Requested entity was not found.");

    public static GmailApiException Conflict(string message) => new(409, "ABORTED", "aborted", message);

    public static GmailApiException Forbidden(string message) => new(403, "PERMISSION_DENIED", "forbidden", message);

    public static GmailApiException TooLarge(string message) => new(413, "INVALID_ARGUMENT", "uploadTooLarge", message);

    public static GmailApiException Unauthenticated(bool hasToken) => new(
        401,
        "UNAUTHENTICATED",
        hasToken ? "authError" : "required",
        hasToken
            ? "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
                + "valid authentication credential. See "
                + "https://developers.google.com/identity/sign-in/web/devconsole-project."
            : "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or "
                + "other valid authentication credential. See "
                + "https://developers.google.com/identity/sign-in/web/devconsole-project.")
    {
        Location = ("Authorization", "header"),
        ErrorMessage = hasToken ? "Invalid Credentials" : "Login Required.",
        Headers =
        [
            ("WWW-Authenticate", hasToken
                ? "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\""
                : "Bearer realm=\"https://accounts.google.com/\""),
        ],
    };

    public static GmailApiException InsufficientScope(string methodId) => new(
        403, "PERMISSION_DENIED", "insufficientPermissions", "Request had insufficient authentication scopes.")
    {
        ErrorMessage = "Insufficient Permission",
        Details = new JsonArray( // not a collection expression: its Add<T> is not for AOT
            new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
                ["reason"] = "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                ["domain"] = "googleapis.com",
                ["metadata"] = new JsonObject
                {
                    ["service"] = "gmail.googleapis.com",
                    ["method"] = "caribou.api.proto.MailboxService." + methodId,
                },
            }),
    };

    /// <summary>The shorter text that <c>errors[0].message</c> has where it differs from the outer one.</summary>
    public string? ErrorMessage { get; init; }

    public JsonObject ToJson()
    {
        var detail = new JsonObject
        {
            ["message"] = ErrorMessage ?? Message,
            ["domain"] = Domain,
            ["reason"] = reason,
        };
        if (Location is { } location)
        {
            detail["location"] = location.Location;
            detail["locationType"] = location.Kind;
        }

        var error = new JsonObject
        {
            ["code"] = status,
            ["message"] = Message,
            ["errors"] = new JsonArray((JsonNode)detail),
            ["status"] = grpcStatus,
        };
        if (Details is not null)
        {
            error["details"] = Details.DeepClone();
        }

        return new JsonObject { ["error"] = error };
    }
}
