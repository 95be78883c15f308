using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Signs in through a browser on this machine and waits for the end.</summary>
internal sealed partial class SetupAuthentication(PendingSignIns signIns, ServerScopes scopes, CurrentCall call)
{
    /// <summary>Sign in with Google in a browser on this machine and wait (5 minutes at most). Elsewhere: get_auth_url.</summary>
    [McpServerTool(Name = "setup_authentication", Title = "Sign in with Google", ReadOnly = false, Destructive = false,
        Idempotent = false, OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SignInResult))]
    [GmailTool(Profile.Readonly, WaitsForPerson = true)]
    public async partial Task<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> context,
        string? clientId = null,
        string? clientSecret = null,
        string callbackUrl = SignInArguments.DefaultCallback,
        string? storagePath = null,
        string? userId = null,
        CancellationToken cancellationToken = default)
    {
        var request = SignInArguments.Request(call, scopes, clientId, clientSecret, callbackUrl, storagePath);
        var owner = SignInArguments.OwnerOf(call);
        var status = call.Caller.IsAtThisComputer
            ? await signIns.RunAsync(owner, request, cancellationToken)
            : await RunElsewhereAsync(context, owner, request, cancellationToken);
        if (status.State == SignInState.Waiting)
        {
            return LeftToThePerson(status, userId);
        }

        if (status.SignedIn is null)
        {
            throw status.Problem ?? new AccountException(
                "Another sign-in took the place of this one.", "Call setup_authentication again.");
        }

        await ListChange.TellAsync(context.Server, call.Caller, cancellationToken);
        var result = SignInResult.Of(status.SignedIn, call.Caller.Session, userId);
        return ToolResults.Of(
            $"🎉 Authentication successful!\n\nUser: {result.User}\nSession: {result.Session}\nCallback URL: {status.CallbackUrl}"
                + SessionTokenText.For(call.Caller, status.SessionToken),
            result,
            AccountToolsJson.Default.SignInResult,
            result.AccountNote(call.Caller),
            result.RefusedNote());
    }

    // Over HTTP the browser is at the person's computer, which may be any: the client shows the link, or the model does.
    private async Task<SignInStatus> RunElsewhereAsync(
        RequestContext<CallToolRequestParams> context, Owner owner, ToolSignIn request, CancellationToken cancellationToken)
    {
        if (SignInLink.FindAnswer(context) is { } agreed)
        {
            return agreed && await signIns.FindStartedAsync(owner, cancellationToken) is { } asked
                ? await signIns.WaitAsync(owner, asked, cancellationToken)
                : throw new AccountException("The person declined to open the sign-in page.", "Nothing was changed.");
        }

        var started = await signIns.StartAsync(owner, request, cancellationToken);
        SignInLink.Ask(context, started);
        return started;
    }

    private CallToolResult LeftToThePerson(SignInStatus waiting, string? userId)
    {
        var result = new SignInResult
        {
            State = SignInStep.Pending,
            User = SignInArguments.User(userId),
            Session = call.Caller.Session,
        };
        return ToolResults.Of(
            $"📋 Please visit this URL to authenticate:\n{waiting.Address}\n\n"
            + $"The page shows the code {waiting.Code}; if it shows another, it is somebody else's link: close it.\n"
            + "This server is reached over HTTP and opens no browser itself. "
            + "When the person is done, call check_authentication.",
            result,
            AccountToolsJson.Default.SignInResult);
    }
}
