using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Tells whether a sign-in that was started has ended.</summary>
internal sealed partial class CheckAuthentication(SignInDesk desk)
{
    /// <summary>Check whether the sign-in from get_auth_url is complete.</summary>
    [McpServerTool(Name = "check_authentication", Title = "Check the sign-in", ReadOnly = false, Destructive = false,
        Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(SignInResult))]
    [GmailTool(Profile.Readonly)]
    public async partial Task<CallToolResult> CallAsync(
        string? userId = null, string? storagePath = null, CancellationToken cancellationToken = default)
    {
        SignInArguments.CheckStorage(storagePath, desk);
        if (desk.Pending is not { } pending)
        {
            return Answer(SignInState.NotStarted, userId, isError: true,
                $"❌ No pending authentication found for session {SignInArguments.Session}.\n\n"
                + "Please call 'get_auth_url' first to initiate the authentication process.");
        }

        if (!pending.Completion.IsCompleted)
        {
            return Answer(SignInState.Pending, userId, isError: false,
                "⏳ Authentication not yet complete.\n\nPlease complete the authentication process in your browser first.\n"
                + "If you haven't visited the auth URL yet, call 'get_auth_url' to get it again.");
        }

        try
        {
            var result = SignInResult.Of(await pending.Completion.WaitAsync(cancellationToken), userId);
            return ToolResults.Of(
                $"✅ Authentication completed successfully!\n\nUser: {result.User}\nSession: {result.Session}",
                result,
                AccountToolsJson.Default.SignInResult,
                $"Signed in as {result.Account ?? "the account chosen on Google's page"}. This connection needs no session token.",
                result.RefusedNote());
        }
        finally
        {
            await desk.EndAsync(pending);
        }
    }

    private static CallToolResult Answer(SignInState state, string? userId, bool isError, string text)
    {
        var result = new SignInResult { State = state, User = SignInArguments.User(userId), Session = SignInArguments.Session };
        var answer = ToolResults.Of(text, result, AccountToolsJson.Default.SignInResult);
        answer.IsError = isError ? true : null;
        return answer;
    }
}
