using System.Globalization;
using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Takes a session token of an earlier sign-in.</summary>
internal sealed partial class AuthenticateWithToken(PendingSignIns signIns, CurrentCall call)
{
    /// <summary>For old configurations; a stdio connection needs no session token: call setup_authentication to sign in.</summary>
    [McpServerTool(Name = "authenticate_with_token", Title = "Sign in with a session token", ReadOnly = false, Destructive = false,
        Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(SignInResult))]
    [GmailTool(Profile.Readonly)]
    public partial Task<CallToolResult> CallAsync(string sessionToken)
    {
        var end = call.Caller.Owner is { } owner ? signIns.FindTokenEnd(owner, sessionToken) : null;
        var isValid = end is not null;
        var result = new SignInResult
        {
            State = isValid ? SignInStep.SignedIn : SignInStep.InvalidToken,
            User = SignInArguments.User(null),
            Session = call.Caller.Session,
        };
        var answer = ToolResults.Of(
            isValid
                ? $"✅ Token authentication successful!\n\nUser: {result.User}\nSession: {result.Session}\n"
                    + $"Token valid until: {end!.Value.ToString("u", CultureInfo.InvariantCulture)}\n\n" // not null: valid
                    + "You can now use Gmail tools with this session."
                : "❌ Authentication failed: Invalid or expired session token.\n\nPlease use setup_authentication to get a new token.",
            result,
            AccountToolsJson.Default.SignInResult,
            isValid ? null : Advice(call.Caller));
        answer.IsError = isValid ? null : true;
        return Task.FromResult(answer);
    }

    private static string Advice(Caller caller) => caller.IsAtThisComputer
        ? "This connection needs no session token: if you are signed in, just call the tools."
        : "A session token works only from the caller that it was given to, and adds nothing: if you are signed in, just call the tools.";
}
