using System.Text.Encodings.Web;
using GmailMcp.Authorization;
using Microsoft.Net.Http.Headers;

namespace GmailMcp.Hosting.Http;

/// <summary>GET / for people: what this server is, how to connect a client and how to sign in; to the operator, who uses it. No
/// script, nothing from elsewhere.</summary>
internal sealed class StatusPage(
    HttpOptions options, Sessions sessions, Admission admission, RequestFigures figures, OperatorRoutes operators, TimeProvider time)
{
    /// <summary>A browser names HTML; programs name JSON, everything, or nothing.</summary>
    public static bool IsWanted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(range => range.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && range.Quality is not 0);

    public Task WriteAsync(HttpContext context)
    {
        var root = options.PublicUrl is { } url ? url.AbsoluteUri.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        var browser = operators.FindBrowser(context);
        var overview = browser is null ? "" : OperatorView.Overview(
            [.. sessions.All], figures, admission.Running, time.GetUtcNow(), OperatorSessions.FormToken(browser));
        var signIn = browser is null && options.HasOperatorKey && !options.IsClosed ? OperatorView.SignIn() : "";
        return HtmlPage.WriteAsync(
            context,
            StatusCodes.Status200OK,
            HtmlPage.Render("Gmail MCP server", string.Join('\n', Lead(), overview, Served(root), Connect(root), SignIn(), signIn)),
            HtmlPage.OwnForms);
    }

    // Until it comes with a first request, this page and /health/live are all that answers.
    private const string FirstKey = "This server is new and waits for its owner. Its key is in the file <code>" + MadeKey.FileName
        + "</code> in the folder where it keeps its data (in a container: on the volume); its log says where. Keep it to yourself, it "
        + "opens your mailbox.";

    private static string Lead() =>
        $"""
        <p class="lead">gmail-mcp {Encode(ServerOptions.ProductVersion)} lets AI assistants read, find, write and tidy a person's Gmail,
        over the Model Context Protocol.</p>
        """;

    private string Served(string root) =>
        $"""
        <section class="card" aria-labelledby="served"><h2 id="served">What it serves</h2>
        <table class="served"><thead><tr><th scope="col">Transport</th><th scope="col">Address</th></tr></thead><tbody>
        {(options.HasStreamable ? Row("Streamable HTTP", root + McpPaths.Mcp, "Revisions " + string.Join(", ", ProtocolRevisions.Names.Split(", ").Select(Whole))) : "")}
        {(options.HasSse ? Row("HTTP with SSE (deprecated)", root + McpPaths.Sse, "Revision " + Whole("2024-11-05")) : "")}
        </tbody></table></section>
        """;

    private string Connect(string root)
    {
        var address = Encode(root + (options.HasStreamable ? McpPaths.Mcp : McpPaths.Sse));
        var kind = options.HasStreamable ? "http" : "sse";
        var key = options.IsOpenToLoopback ? "" : ",\n      \"headers\": { \"Authorization\": \"Bearer YOUR-KEY\" }";
        var header = options.IsOpenToLoopback ? "" : $" {Whole("--header")} {Encode("\"Authorization: Bearer YOUR-KEY\"")}";
        return $$"""
            <section class="card" aria-labelledby="connect"><h2 id="connect">Connect a client</h2>
            <p>{{(options.IsOpenToLoopback
                ? "Programs on this computer need no key to connect. With a key of your own you stay signed in across sessions."
                : options.IsClosed ? FirstKey
                : "You need a key: ask the operator of this server. Keep it to yourself, it opens your mailbox.")}}</p>
            <h3>Most clients</h3>
            <pre><code>{
              "mcpServers": {
                "gmail": {
                  "url": "{{address}}"{{Encode(key)}}
                }
              }
            }</code></pre>
            <h3>Claude Code</h3>
            <pre><code>claude mcp add {{Whole("--transport " + kind)}} gmail {{address}}{{header}}</code></pre>
            <h3>VS Code</h3>
            <pre><code>{ "servers": { "gmail": { "type": "{{kind}}", "url": "{{address}}" } } }</code></pre>
            </section>
            """;
    }

    private static string SignIn() =>
        """
        <section class="card" aria-labelledby="sign-in"><h2 id="sign-in">Sign in to Gmail</h2>
        <p>Ask your assistant to sign you in to Gmail. It gets a link to a page of this server that shows a code; compare the code with
        the one your assistant shows, and go on to Google only if they are the same.</p>
        </section>
        """;

    private static string Row(string transport, string address, string revisions) =>
        $"<tr><th scope=\"row\">{transport}<br><small class=\"muted\">{revisions}</small></th><td><code>{Encode(address)}</code></td></tr>";

    // Breaks at no hyphen: a date or a flag over two lines is read wrongly.
    private static string Whole(string text) => $"<span class=\"whole\">{Encode(text)}</span>";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
