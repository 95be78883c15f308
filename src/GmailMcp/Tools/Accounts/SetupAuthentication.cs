using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Signs in through a browser on this machine and waits for the end.</summary>
internal sealed partial class SetupAuthentication(SignInDesk desk)
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
        SignInArguments.CheckStorage(storagePath, desk);
        var keys = SignInArguments.Keys(clientId, clientSecret, callbackUrl);
        var callback = SignInArguments.Callback(keys, callbackUrl);
        var result = SignInResult.Of(await desk.RunAsync(keys, callback, _ => { }, cancellationToken), userId);
        return ToolResults.Of(
            $"🎉 Authentication successful!\n\nUser: {result.User}\nSession: {result.Session}\nCallback URL: {callback ?? "chosen by the server"}",
            result,
            AccountToolsJson.Default.SignInResult,
            $"Signed in as {result.Account ?? "the account chosen on Google's page"}. This connection needs no session token.",
            result.RefusedNote());
    }
}
