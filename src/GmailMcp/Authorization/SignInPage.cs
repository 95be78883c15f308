using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using GmailMcp.Accounts;

namespace GmailMcp.Authorization;

/// <summary>
/// The page that a sign-in link leads to before Google: it names the product and the client that asked, shows the code
/// that the tool's answer shows, and asks "Did you start this?". Only after a yes in this browser is Google's answer
/// taken (security: links that somebody else sent).
/// </summary>
internal sealed class SignInPage(SignInDoor door)
{
    private const string FormCookie = "gmail_mcp_form";
    private const string FormField = "form";

    /// <summary>Shows the page.</summary>
    public Task ShowAsync(HttpContext context, string id)
    {
        if (door.FindByPage(id) is not { Guard: { } guard } pending)
        {
            return AnswerAsync(context, StatusCodes.Status404NotFound, Over());
        }

        // Another site can post a form here, but not with this cookie (SameSite=Strict), nor can it read the field.
        var form = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        context.Response.Headers.Append(
            "Set-Cookie", $"{FormCookie}={form}; Path={SignInDoor.PagePath}{id}; Max-Age=300; HttpOnly; SameSite=Strict"
                + (guard.IsSecure ? "; Secure" : ""));
        return AnswerAsync(context, StatusCodes.Status200OK, Question(guard, form), FormTargets(pending.Address));
    }

    /// <summary>Takes the yes: marks the browser and sends it to Google.</summary>
    public async Task ConfirmAsync(HttpContext context, string id)
    {
        if (door.FindByPage(id) is not { Guard: { } guard } pending)
        {
            await AnswerAsync(context, StatusCodes.Status404NotFound, Over());
            return;
        }

        var given = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync(context.RequestAborted))[FormField].ToString()
            : "";
        if (given.Length == 0 || !Equal(given, context.Request.Cookies[FormCookie] ?? ""))
        {
            await AnswerAsync(context, StatusCodes.Status403Forbidden, Page(
                "Not confirmed", Card("<p>The form did not come from this page. Open the link again.</p>")));
            return;
        }

        context.Response.Headers.Append("Set-Cookie", guard.MakeCookie());
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = pending.Address;
    }

    /// <summary>Takes Google's answer.</summary>
    public async Task FinishAsync(HttpContext context)
    {
        var query = CallbackQuery.Parse(context.Request.QueryString.Value ?? "") with
        {
            Cookies = context.Request.Headers.Cookie.ToString(),
        };
        await AnswerAsync(context, await door.AnswerAsync(context.Request.Path.Value ?? "", query, context.RequestAborted));
    }

    /// <summary>Shows the browser how a sign-in ended.</summary>
    public static Task AnswerAsync(HttpContext context, CallbackAnswer answer) => AnswerAsync(context, answer.Status, Page(
        answer.Status == StatusCodes.Status200OK ? "Signed in" : "Not signed in",
        Card(string.Concat(answer.Text.Split("\n\n").Select(line => $"<p>{Encode(line)}</p>")))));

    private static string Question(SignInGuard guard, string form) => Page(
        "Did you start this sign-in?",
        $"""
        <div class="card"><p>The program <strong><bdi>{Encode(Name(guard.ClientName))}</bdi></strong> asks gmail-mcp to sign a Gmail account in, and will then
        be able to use that mailbox.</p>
        <p>The answer of its tool shows a code. It must be this one:</p>
        <p class="code">{Encode(guard.Code)}</p>
        <p class="care">If you did not start this, or the code is another, close this page: somebody else sent you the link, and would get
        your mail.</p>
        <form method="post"><input type="hidden" name="{FormField}" value="{form}">
        <button type="submit">Yes, I started it: go on to Google</button></form></div>
        """);

    private static string Over() => Page(
        "This sign-in is over",
        Card("<p>It was finished, given up, or not confirmed within five minutes. Start it again in your program.</p>"));

    // What a client says of itself may be long or meant to deceive.
    private static string Name(string? name) => string.IsNullOrWhiteSpace(name) ? "(unnamed)" : name.Length <= 60 ? name : name[..60] + "…";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static bool Equal(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static string Card(string body) => $"<div class=\"card\">{body}</div>";

    private static string Page(string title, string body) => HtmlPage.Render(title, body);

    // The address holds a code or a one-time id: no cache, no referrer, no frame, nothing that loads or runs.
    private static Task AnswerAsync(HttpContext context, int status, string html, string? formTargets = null) =>
        HtmlPage.WriteAsync(context, status, html, formTargets);

    // The yes is posted to us and answered with a redirect to Google, and form-action governs both.
    private static string FormTargets(string google) => $"{HtmlPage.OwnForms} {new Uri(google).GetLeftPart(UriPartial.Authority)}";
}
