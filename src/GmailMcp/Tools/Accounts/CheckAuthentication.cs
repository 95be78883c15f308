using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Tells whether a sign-in that was started has ended.</summary>
internal sealed partial class CheckAuthentication(PendingSignIns signIns, CurrentCall call)
{
    /// <summary>Check whether the sign-in from get_auth_url is complete.</summary>
    [McpServerTool(Name = "check_authentication", Title = "Check the sign-in", ReadOnly = false, Destructive = false,
        Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(SignInResult))]
    [GmailTool(Profile.Readonly)]
    public async partial Task<CallToolResult> CallAsync(
        McpServer server, string? userId = null, string? storagePath = null, CancellationToken cancellationToken = default)
    {
        var status = await signIns.CheckAsync(SignInArguments.OwnerOf(call), cancellationToken);
        return status.State switch
        {
            SignInState.None => Answer(SignInStep.NotStarted, userId, isError: true,
                $"❌ No pending authentication found for session {call.Caller.Session}.\n\n"
                + "Please call 'get_auth_url' first to initiate the authentication process."),
            SignInState.Waiting => Answer(SignInStep.Pending, userId, isError: false,
                "⏳ Authentication not yet complete.\n\nPlease complete the authentication process in your browser first.\n"
                + "If you haven't visited the auth URL yet, call 'get_auth_url' to get it again."),
            SignInState.Failed => throw status.Problem!, // set when failed
            _ => await DoneAsync(server, status, userId, cancellationToken),
        };
    }

    private async Task<CallToolResult> DoneAsync(
        McpServer server, SignInStatus status, string? userId, CancellationToken cancellationToken)
    {
        await ListChange.TellAsync(server, call.Caller, cancellationToken);
        var result = SignInResult.Of(status.SignedIn!, call.Caller.Session, userId); // set when done
        return ToolResults.Of(
            $"✅ Authentication completed successfully!\n\nUser: {result.User}\nSession: {result.Session}"
                + SessionTokenText.For(call.Caller, status.SessionToken),
            result,
            AccountToolsJson.Default.SignInResult,
            result.AccountNote(call.Caller),
            result.RefusedNote());
    }

    private CallToolResult Answer(SignInStep state, string? userId, bool isError, string text)
    {
        var result = new SignInResult { State = state, User = SignInArguments.User(userId), Session = call.Caller.Session };
        var answer = ToolResults.Of(text, result, AccountToolsJson.Default.SignInResult);
        answer.IsError = isError ? true : null;
        return answer;
    }
}
