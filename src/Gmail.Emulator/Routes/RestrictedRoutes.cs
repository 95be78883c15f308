using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>Methods that a person's own consent cannot use: delegation, forwarding set-up, aliases, client-side
/// encryption and S/MIME.</summary>
internal static class RestrictedRoutes
{
    /// <summary>"This method is only available to service account clients that have been delegated domain-wide
    /// authority"; the encryption methods belong to Workspace editions that a consumer account is none of.</summary>
    public static JsonObject? Refuse(Call call) => throw (IsEdition(call.Method.Id)
        ? GmailApiException.FailedPrecondition("Mail service not enabled")
        : GmailApiException.Forbidden(
            "Access restricted to service accounts that have been delegated domain-wide authority"));

    private static bool IsEdition(string methodId) => methodId.Contains(".smimeInfo.", StringComparison.Ordinal);
}
