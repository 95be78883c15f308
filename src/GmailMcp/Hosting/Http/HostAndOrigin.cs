using System.Net;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// Keeps web pages out: a request whose Host is not this server's (DNS rebinding) or whose Origin is not allowed is
/// answered 403 (MCP 2025-11-25, Streamable HTTP, security warning). Allowed origins get the CORS headers that a
/// browser's MCP client needs, never <c>*</c>.
/// </summary>
internal sealed class HostAndOrigin(HttpOptions options)
{
    private const string AllowedHeaders = "Content-Type, Accept, Authorization, Mcp-Session-Id, Mcp-Protocol-Version, "
        + "Mcp-Method, Mcp-Name, Last-Event-ID";

    private readonly string[] _names = [.. Names(options)];

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host;
        if (!IsOwn(host))
        {
            return Refusal.WriteAsync(context, StatusCodes.Status403Forbidden,
                $"The Host header names \"{Shorten(host.Value)}\", which is not this server. Reach it by localhost, "
                + "or start it with --public-url where a proxy forwards another name.");
        }

        var headers = context.Request.Headers.Origin;
        if (headers.Count == 0)
        {
            return context.Request.Method == HttpMethods.Options ? AnswerOptions(context) : next(context);
        }

        var origin = headers.Count == 1 ? headers[0] ?? "" : "null";
        context.Response.Headers.Vary = "Origin";
        if (options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            var response = context.Response.Headers;
            response.AccessControlAllowOrigin = origin;
            response.AccessControlExposeHeaders = "mcp-session-id, www-authenticate";
            return context.Request.Method == HttpMethods.Options ? AnswerOptions(context) : next(context);
        }

        return IsOwn(origin, context.Request)
            ? next(context)
            : Refusal.WriteAsync(context, StatusCodes.Status403Forbidden,
                $"Pages of {Shorten(origin)} may not call this server. Its operator can allow them with --allow-origin.");
    }

    /// <summary>Whether a form was sent by a page of this server. Every browser names the origin of a form that it posts; pages that
    /// --allow-origin names may call MCP, not this.</summary>
    public bool IsFromOwnPage(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && IsOwn(origin, request)
        && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin";

    private static Task AnswerOptions(HttpContext context)
    {
        const string methods = "GET, POST, DELETE, OPTIONS";
        var response = context.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Allow = methods;
        if (response.Headers.AccessControlAllowOrigin.Count > 0)
        {
            response.Headers.AccessControlAllowMethods = methods;
            response.Headers.AccessControlAllowHeaders = AllowedHeaders;
            response.Headers.AccessControlMaxAge = "600";
        }

        return Task.CompletedTask;
    }

    // Our own pages post forms to where they came from.
    private bool IsOwn(string origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var address))
        {
            return false;
        }

        return options.PublicUrl is { } url && Uri.Compare(
                address, url, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? true
            : string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                && address.Scheme == request.Scheme;
    }

    private bool IsOwn(HostString host) =>
        host.HasValue
        && (_names.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            || (!options.IsLoopback && IPAddress.TryParse(host.Host.Trim('[', ']'), out _))); // rebinding needs a name

    private static IEnumerable<string> Names(HttpOptions options)
    {
        yield return "localhost";
        yield return "127.0.0.1";
        yield return "[::1]";
        if (options.PublicUrl is { } url)
        {
            yield return url.Host;
        }

        if (!options.IsLoopback)
        {
            yield return options.Host;
            yield return Dns.GetHostName(); // in a container the name that its neighbours know
        }
    }

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 100 ? text : text[..100] + "…";
}
