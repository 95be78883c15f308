using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Signs in through a browser on this machine and waits for the end.</summary>
internal sealed partial class SetupAuthentication(PendingSignIns signIns, ServerScopes scopes)
{
    /// <summary>Sign in with Google in a browser on this machine and wait (5 minutes at most). Elsewhere: get_auth_url.</summary>
    [McpServerTool(Name = "setup_authentication", Title = "Sign in with Google", ReadOnly = false, Destructive = false,
        Idempotent = false, OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SignInResult))]
    [GmailTool(Profile.Readonly, WaitsForPerson = true)]
    public async partial Task<CallToolResult> CallAsync(
        string? clientId = null,
        string? clientSecret = null,
        string callbackUrl = SignInArguments.DefaultCallback,
        string? storagePath = null,
        string? userId = null,
        CancellationToken cancellationToken = default)
    {
        var request = SignInArguments.Request(scopes, clientId, clientSecret, callbackUrl, storagePath);
        var status = await signIns.RunAsync(Owner.Local, request, cancellationToken);
        if (status.SignedIn is null)
        {
            throw status.Problem ?? new AccountException(
                "Another sign-in took the place of this one.", "Call setup_authentication again.");
        }

        var result = SignInResult.Of(status.SignedIn, userId);
        return ToolResults.Of(
            $"🎉 Authentication successful!\n\nUser: {result.User}\nSession: {result.Session}\nCallback URL: {status.CallbackUrl}",
            result,
            AccountToolsJson.Default.SignInResult,
            result.AccountNote(),
            result.RefusedNote());
    }
}
