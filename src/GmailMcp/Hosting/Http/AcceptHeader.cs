using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// Takes clients as they are: without an Accept header, or with one that allows either of the two types, a POST is
/// treated as if it named both, as the old README's second example needs. One that excludes both is answered 406.
/// </summary>
internal static class AcceptHeader
{
    private const string Json = "application/json";
    private const string Stream = "text/event-stream";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != McpPaths.Mcp)
        {
            return next(context);
        }

        var isPost = context.Request.Method == HttpMethods.Post;
        var accept = context.Request.Headers.Accept;
        if (Allows(accept, Stream) || (isPost && Allows(accept, Json)))
        {
            context.Request.Headers.Accept = isPost ? $"{Json}, {Stream}" : Stream;
        }

        return next(context);
    }

    private static bool Allows(StringValues accept, string type)
    {
        if (StringValues.IsNullOrEmpty(accept))
        {
            return true;
        }

        var wanted = MediaTypeHeaderValue.Parse(type);
        return MediaTypeHeaderValue.TryParseList(accept, out var ranges)
            && ranges.Any(range => range.Quality is not 0 && wanted.IsSubsetOf(WithoutParameters(range)));
    }

    // RFC 9110 §12.5.1: q belongs to the Accept header, not to the type.
    private static MediaTypeHeaderValue WithoutParameters(MediaTypeHeaderValue range) => new(range.MediaType);
}
