using System.Text.Encodings.Web;
using GmailMcp.Authorization;
using Microsoft.Net.Http.Headers;

namespace GmailMcp.Hosting.Http;

/// <summary>GET / for people: what this server is, how to connect a client and how to sign in. No script, nothing from elsewhere.</summary>
internal static class StatusPage
{
    /// <summary>A browser names HTML; programs name JSON, everything, or nothing.</summary>
    public static bool IsWanted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(range => range.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && range.Quality is not 0);

    public static Task WriteAsync(HttpContext context, HttpOptions options)
    {
        var root = options.PublicUrl is { } url ? url.AbsoluteUri.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        return HtmlPage.WriteAsync(context, StatusCodes.Status200OK, HtmlPage.Render("Gmail MCP server", Body(options, root)));
    }

    private static string Body(HttpOptions options, string root)
    {
        var address = Encode(root + (options.HasStreamable ? McpPaths.Mcp : McpPaths.Sse));
        var key = options.IsOpenToLoopback ? "" : ",\n      \"headers\": { \"Authorization\": \"Bearer YOUR-KEY\" }";
        var header = options.IsOpenToLoopback ? "" : " --header \"Authorization: Bearer YOUR-KEY\"";
        return $$"""
            <p>gmail-mcp {{Encode(ServerOptions.ProductVersion)}} lets AI assistants read, find, write and tidy a person's Gmail, over the
            Model Context Protocol.</p>
            <h2>What it serves</h2>
            <table><thead><tr><th scope="col">Transport</th><th scope="col">Address</th><th scope="col">Revisions</th></tr></thead><tbody>
            {{Rows(options, root)}}
            </tbody></table>
            <h2>Connect a client</h2>
            <p>{{(options.IsOpenToLoopback
                ? "Programs on this computer need no key to connect. With a key of your own you stay signed in across sessions."
                : "You need a key: ask the operator of this server. Keep it to yourself, it opens your mailbox.")}}</p>
            <h3>Most clients</h3>
            <pre tabindex="0"><code>{
              "mcpServers": {
                "gmail": {
                  "url": "{{address}}"{{Encode(key)}}
                }
              }
            }</code></pre>
            <h3>Claude Code</h3>
            <pre tabindex="0"><code>claude mcp add --transport {{(options.HasStreamable ? "http" : "sse")}} gmail {{address}}{{Encode(header)}}</code></pre>
            <h3>VS Code</h3>
            <pre tabindex="0"><code>{ "servers": { "gmail": { "type": "{{(options.HasStreamable ? "http" : "sse")}}", "url": "{{address}}" } } }</code></pre>
            <h2>Sign in</h2>
            <p>Ask your assistant to sign you in to Gmail. It gets a link to a page of this server that shows a code; compare the code with
            the one your assistant shows, and go on to Google only if they are the same.</p>
            """;
    }

    private static string Rows(HttpOptions options, string root)
    {
        var streamable = Row("Streamable HTTP", root + McpPaths.Mcp, ProtocolRevisions.Names);
        var sse = Row("HTTP with SSE (deprecated)", root + McpPaths.Sse, "2024-11-05");
        return (options.HasStreamable ? streamable : "") + (options.HasSse ? sse : "");
    }

    private static string Row(string transport, string address, string revisions) =>
        $"<tr><td>{transport}</td><td><code>{Encode(address)}</code></td><td>{revisions}</td></tr>";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
