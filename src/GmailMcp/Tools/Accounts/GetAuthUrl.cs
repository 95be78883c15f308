using System.ComponentModel;
using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Starts a sign-in and gives the address of Google's page.</summary>
internal sealed partial class GetAuthUrl(PendingSignIns signIns, ServerScopes scopes, CurrentCall call)
{
    /// <summary>Get the Google sign-in link for the person; then check_authentication.</summary>
    /// <param name="clientId">If the server has no OAuth client</param>
    [McpServerTool(Name = "get_auth_url", Title = "Get a sign-in link", ReadOnly = false, Destructive = false, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(GetAuthUrlResult))]
    [GmailTool(Profile.Readonly)]
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
        var asked = SignInLink.FindAnswer(context) is null ? null : await signIns.FindStartedAsync(owner, cancellationToken);
        var started = asked ?? await signIns.StartAsync(owner, request, cancellationToken);
        if (!call.Caller.IsAtThisComputer && asked is null)
        {
            SignInLink.Ask(context, started); // whatever the answer: the link stands below too
        }

        var result = new GetAuthUrlResult
        {
            User = SignInArguments.User(userId),
            Session = call.Caller.Session,
            CallbackUrl = started.CallbackUrl!, // set while a sign-in waits
            Url = started.Address!,
            ExpiresAt = started.ExpiresAt!.Value,
            Code = started.Code,
        };
        return ToolResults.Of(
            Render(result),
            result,
            AccountToolsJson.Default.GetAuthUrlResult,
            result.Code is { } code
                ? $"The link opens a page of this server that shows the code {code}. Tell the person to compare it: "
                    + "if the page shows another, the link is somebody else's."
                : null,
            signIns.IsDemo(SignInArguments.OwnerOf(call))
                ? "This is the demo: do not open the link. setup_authentication shows a sign-in from start to end."
                : null);
    }

    internal static string Render(GetAuthUrlResult result) =>
        $"🔗 Authentication URL ready!\n\nUser: {result.User}\nSession: {result.Session}\nCallback URL: {result.CallbackUrl}\n\n"
        + $"📋 Please visit this URL to authenticate:\n{result.Url}\n\n"
        + "⚠️  IMPORTANT: After completing authentication in your browser:\n"
        + "• Use the 'check_authentication' tool to complete the process\n"
        + "• The OAuth server is now listening for the callback\n"
        + "• Make sure to call check_authentication with the same userId/storagePath";
}

/// <summary>What get_auth_url answers.</summary>
internal sealed record GetAuthUrlResult
{
    public required string User { get; init; }

    public required string Session { get; init; }

    public required string CallbackUrl { get; init; }

    [Description("For the person's browser on this machine")]
    public required string Url { get; init; }

    [Description("The link works until then")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [Description("The page that the link opens shows the same; another means another's link")]
    public string? Code { get; init; }
}
