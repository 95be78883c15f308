using System.Net;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Authorization;

/// <summary>
/// Proves who calls, by <c>Authorization: Bearer</c> alone (RFC 6750 §2.1; a key in the address or the body is never
/// looked at). Without a bearer a caller of this computer may use what touches no mailbox; with --single-user he is
/// the local owner, if nothing suggests that he comes from somewhere else.
/// </summary>
internal sealed class CallerAuthentication(CallerPolicy policy)
{
    private const string Scheme = "Bearer";
    private static readonly string[] ForwardingHeaders = ["Forwarded", "Via", "X-Real-IP"];

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count > 0)
        {
            if (!TryAuthenticate(context, header.Count == 1 ? header[0] : null))
            {
                await ChallengeAsync(context, "invalid_token", "The key is not one of this server's. Correct it, or ask the operator for one.");
                return;
            }
        }
        else if (policy.IsSingleUser)
        {
            if (WhyNotThisUser(context) is { } problem)
            {
                await policy.Refuse(context, StatusCodes.Status403Forbidden, problem);
                return;
            }

            context.User = CallerIdentity.Of(Owner.Local);
        }
        else
        {
            context.User = CallerIdentity.Anonymous;
            if (!policy.IsOpenPath(context.Request.Path) && !(policy.IsOpenToLoopback && IsThisComputer(context)))
            {
                await ChallengeAsync(
                    context, error: null, "This server needs a key: send it as \"Authorization: Bearer KEY\". The operator gives them out.");
                return;
            }
        }

        await next(context);
    }

    private bool TryAuthenticate(HttpContext context, string? header)
    {
        if (header?.Split(' ', 2) is not [var scheme, var given]
            || !scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
            || given.Trim() is not { Length: > 0 } key)
        {
            return false;
        }

        if (policy.FindOwner(key) is { } owner)
        {
            context.User = CallerIdentity.Of(owner);
            return true;
        }

        if (policy.IsOperatorKey(key))
        {
            context.User = CallerIdentity.Operator;
            return true;
        }

        return false;
    }

    // RFC 6750 §3: no error code where no key was sent.
    private Task ChallengeAsync(HttpContext context, string? error, string message)
    {
        context.Response.Headers.WWWAuthenticate = error is null
            ? $"Bearer realm=\"gmail-mcp\", scope=\"{policy.Scope}\""
            : $"Bearer realm=\"gmail-mcp\", error=\"{error}\", scope=\"{policy.Scope}\"";
        return policy.Refuse(context, StatusCodes.Status401Unauthorized, message);
    }

    private static bool IsThisComputer(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && FindForwarding(context) is null;

    // A bare reverse proxy on this computer would turn --single-user into a mailbox for the whole network.
    private static string? WhyNotThisUser(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            return "This server runs with --single-user and answers this computer alone.";
        }

        if (FindForwarding(context) is { } header)
        {
            return $"This server runs with --single-user and answers nothing that a proxy forwards ({header} is set). "
                + "Behind a proxy give each caller a key (--auth-keys) and set --public-url.";
        }

        // What nginx's bare proxy_pass sends, without any header that would tell; no MCP client does.
        if (HttpProtocol.IsHttp10(context.Request.Protocol))
        {
            return "This server runs with --single-user and answers no HTTP/1.0, which proxies speak and clients do not.";
        }

        return IsSameUser(context)
            ? null
            : "This server runs with --single-user, and another user's program on this computer calls.";
    }

    private static string? FindForwarding(HttpContext context) =>
        context.Request.Headers.Keys.FirstOrDefault(name =>
            ForwardingHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
            || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));

    // Asked once for each connection: the tables of sockets are long.
    private static bool IsSameUser(HttpContext context)
    {
        var items = context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(typeof(PeerSocket), out var known) && known is bool isKnown)
        {
            return isKnown;
        }

        var connection = context.Connection;
        var isSame = connection.RemoteIpAddress is { } remote
            && connection.LocalIpAddress is { } local
            && PeerSocket.BelongsToThisUser(new IPEndPoint(remote, connection.RemotePort), new IPEndPoint(local, connection.LocalPort));
        items?[typeof(PeerSocket)] = isSame;
        return isSame;
    }
}
