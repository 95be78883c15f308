using System.Security.Claims;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>Binds each request over HTTP to its caller before anything else happens to it: whose mailbox it may reach, and
/// which tools that person's sign-in allows.</summary>
internal sealed class CallerFilter(Backend backend, ToolCatalog catalog, SessionTokens sessionTokens, WrittenLists lists)
{
    private const int ShownOfId = 8;

    public McpRequestHandler<CallToolRequestParams, CallToolResult> WrapCall(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        (context, cancellationToken) =>
        {
            var call = Bind(context.Services!, context.User, context.Server); // set for every request by the SDK
            return IsWrongToken(context.Params, call.Caller)
                ? ValueTask.FromResult(ToolResults.Error(
                    "Invalid or expired session token. Please authenticate again using setup_authentication.",
                    "A session token works only from the caller that it was given to. Leave sessionToken out: a caller who is "
                    + "signed in needs none."))
                : next(context, cancellationToken);
        };

    public McpRequestHandler<ListToolsRequestParams, ListToolsResult> WrapList(
        McpRequestHandler<ListToolsRequestParams, ListToolsResult> next) =>
        async (context, cancellationToken) =>
        {
            var result = await next(context, cancellationToken);
            Bind(context.Services!, context.User, context.Server);
            var sets = context.Services!.GetRequiredService<ToolSets>();
            return lists.Take(
                result, [.. result.Tools.Where(tool => catalog.Find(tool.Name) is not { } known || sets.Has(known))]);
        };

    /// <summary>For every other request that a mailbox answers, or whose answer depends on whose it is.</summary>
    public McpRequestHandler<TParams, TResult> WrapOther<TParams, TResult>(McpRequestHandler<TParams, TResult> next) =>
        (context, cancellationToken) =>
        {
            Bind(context.Services!, context.User, context.Server); // set for every request by the SDK
            return next(context, cancellationToken);
        };

    /// <summary>A session's id is as good as a password: where it must be named, its start is enough.</summary>
    public static string Shorten(string sessionId) => sessionId.Length <= ShownOfId ? sessionId : sessionId[..ShownOfId];

    private CurrentCall Bind(IServiceProvider services, ClaimsPrincipal? user, McpServer server)
    {
        var call = services.GetRequiredService<CurrentCall>();
        call.Caller = Identify(user, server);
        call.GrantedScopes = backend.FindGrantedScopes(call.Caller.Owner);
        return call;
    }

    private static Caller Identify(ClaimsPrincipal? user, McpServer server)
    {
        var proved = CallerIdentity.OwnerOf(user);
        var session = server.SessionId is { Length: > 0 } sessionId ? sessionId : null;
        return new Caller
        {
            Owner = proved ?? (session is null ? null : Owner.OfSession(session)),
            Session = "auth-" + (session is null ? proved?.Key ?? "none" : Shorten(session)),
            ClientName = server.ClientInfo?.Name,
            IsAtThisComputer = false,
        };
    }

    // A handle, not a proof: a wrong one is refused, and a right one adds nothing to who the caller is already.
    private bool IsWrongToken(CallToolRequestParams? request, Caller caller) =>
        request?.Arguments is { } arguments
        && catalog.Find(request.Name) is { Group: not "Accounts" }
        && arguments.TryGetValue(Aliases.SessionToken, out var value)
        && value.ValueKind == System.Text.Json.JsonValueKind.String
        && value.GetString() is { Length: > 0 } token
        && (caller.Owner is null || !sessionTokens.IsValid(caller.Owner, token));
}
