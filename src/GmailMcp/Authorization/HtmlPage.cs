using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Authorization;

/// <summary>The frame of the server's own pages: no script, nothing from elsewhere, one style.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;
        color:#1f1f1f;background:#fff}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}a{color:#0b57d0}
        code,pre{font-family:ui-monospace,monospace;background:#f0f4f9;border-radius:4px}code{padding:.1em .3em}
        pre{padding:.8rem;overflow-x:auto}.code{font:2rem ui-monospace,monospace;letter-spacing:.2em}
        table{border-collapse:collapse}th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #c4c7c5}
        button{font:inherit;padding:.6rem 1rem;border:0;border-radius:6px;background:#0b57d0;color:#fff;cursor:pointer}
        input{font:inherit;padding:.5rem;border:1px solid #747775;border-radius:6px}
        :focus-visible{outline:3px solid #0b57d0;outline-offset:2px}
        @media(prefers-color-scheme:dark){body{color:#e3e3e3;background:#131314}a{color:#a8c7fa}code,pre{background:#282a2c}
        button{background:#a8c7fa;color:#062e6f}th,td{border-color:#444746}:focus-visible{outline-color:#a8c7fa}}
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public static string Render(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} – gmail-mcp</title><style>{Style}</style></head>
        <body><main><h1>{title}</h1>
        {body}
        </main></body></html>
        """;

    /// <param name="context">Answered.</param>
    /// <param name="status">The status.</param>
    /// <param name="html">The page.</param>
    /// <param name="formTargets">Where its forms may lead (CSP form-action), redirects included.</param>
    public static Task WriteAsync(HttpContext context, int status, string html, string formTargets = "'self'")
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action {formTargets}; frame-ancestors 'none'; base-uri 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        return response.WriteAsync(html, context.RequestAborted);
    }
}
