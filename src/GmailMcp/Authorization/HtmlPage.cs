using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Authorization;

/// <summary>The frame of the server's own pages: no script, nothing from elsewhere, one style.</summary>
internal static class HtmlPage
{
    /// <summary>For a page whose forms lead to this server alone.</summary>
    public const string OwnForms = "'self'";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(HtmlStyle.Sheet)));

    public static string Render(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} – gmail-mcp</title><style>{HtmlStyle.Sheet}</style></head>
        <body><header><svg viewBox="0 0 32 24" width="32" height="24" aria-hidden="true"><rect x="1.5" y="1.5" width="29" height="21"
        rx="3.5"/><path d="M4 5l12 9.5L28 5"/></svg><span>gmail-mcp</span></header>
        <main><h1>{title}</h1>
        {body}
        </main></body></html>
        """;

    /// <param name="context">Answered.</param>
    /// <param name="status">The status.</param>
    /// <param name="html">The page.</param>
    /// <param name="formTargets">Where its forms may lead (CSP form-action), redirects included; null for a page without any.</param>
    public static Task WriteAsync(HttpContext context, int status, string html, string? formTargets = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; "
            + $"style-src 'sha256-{StyleHash}'; form-action {formTargets ?? "'none'"}; frame-ancestors 'none'; base-uri 'none'";

        // With no-referrer a browser sends a form with "Origin: null" (Fetch, "append a request Origin header"), which is refused
        // as another site's. Other sites learn nothing in either case.
        response.Headers["Referrer-Policy"] = formTargets is null ? "no-referrer" : "same-origin";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        return response.WriteAsync(html, context.RequestAborted);
    }
}
