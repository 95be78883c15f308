using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GmailMcp.Authorization;
using Microsoft.AspNetCore.Http.Features;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// Where the operator signs his browser in, by his key in a form, and out. The cookie opens the operator's part of the
/// page for people and nothing else: programs send the key itself.
/// </summary>
internal sealed class OperatorRoutes(HttpOptions options, HostAndOrigin origins, OperatorSessions browsers, RateLimits limits)
{
    public const string SignInPath = "/operator";
    public const string SignOutPath = "/operator/sign-out";
    public const string KeyField = "key";
    public const string FormField = "form";

    private const int LargestForm = 4096;

    /// <summary>Whether a browser reaches this path without a key.</summary>
    public static bool IsOpen(PathString path) => path == SignInPath || path == SignOutPath;

    public void Map(WebApplication app)
    {
        app.MapPost(SignInPath, SignInAsync);
        app.MapPost(SignOutPath, SignOutAsync);

        // Whoever loads the page of a refusal again, or types the address.
        app.MapGet(SignInPath, LeadHome);
        app.MapGet(SignOutPath, LeadHome);
    }

    /// <summary>The value that this browser carries, if the operator is signed in in it.</summary>
    public string? FindBrowser(HttpContext context) =>
        context.Request.Cookies[CookieName(context)] is { Length: > 0 } value && browsers.IsOpen(value) ? value : null;

    private async Task SignInAsync(HttpContext context)
    {
        if (!origins.IsFromOwnPage(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, OperatorView.Foreign);
            return;
        }

        // Before the key is looked at: a right guess among too many must not be told from a wrong one.
        using var lease = limits.TryOperatorKey(context);
        if (!lease.IsAcquired)
        {
            var seconds = RateLimits.SecondsToWait(lease);
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, OperatorView.TooOften(seconds));
            return;
        }

        var key = await ReadAsync(context, KeyField);
        if (key.Length == 0 || !options.IsOperatorKey(key))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, key.Length == 0 ? OperatorView.NoKey : OperatorView.WrongKey);
            return;
        }

        if (FindBrowser(context) is { } former)
        {
            browsers.Close(former);
        }

        SetCookie(context, browsers.Open(), OperatorSessions.Life);
        LeadHome(context);
    }

    private async Task SignOutAsync(HttpContext context)
    {
        if (!origins.IsFromOwnPage(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, OperatorView.Foreign);
            return;
        }

        if (FindBrowser(context) is { } value)
        {
            var given = await ReadAsync(context, FormField);
            if (!CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(OperatorSessions.FormToken(value))))
            {
                await RefuseAsync(context, StatusCodes.Status403Forbidden, OperatorView.Foreign);
                return;
            }

            browsers.Close(value);
        }

        SetCookie(context, "", TimeSpan.Zero);
        LeadHome(context);
    }

    private Task RefuseAsync(HttpContext context, int status, string problem) =>
        HtmlPage.WriteAsync(context, status, OperatorView.Refusal(problem, options.HasOperatorKey), HtmlPage.OwnForms);

    private static void LeadHome(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
    }

    // SameSite=Strict: a link or form of another site comes without it. RFC 6265bis §4.1.3.2: __Host- keeps other hosts from
    // planting one.
    private void SetCookie(HttpContext context, string value, TimeSpan life) => context.Response.Headers.Append(
        "Set-Cookie",
        string.Create(CultureInfo.InvariantCulture, $"{CookieName(context)}={value}; Path=/; Max-Age={(int)life.TotalSeconds}; HttpOnly; SameSite=Strict")
            + (IsSecure(context.Request) ? "; Secure" : ""));

    // Cookies know no ports (RFC 6265 §8.5): two servers on one computer must not undo each other's.
    private string CookieName(HttpContext context) => IsSecure(context.Request)
        ? "__Host-gmail_mcp_operator"
        : string.Create(CultureInfo.InvariantCulture, $"gmail_mcp_operator_{context.Connection.LocalPort}");

    // A proxy that is not trusted to name the scheme still forwards the public name.
    private bool IsSecure(HttpRequest request) => request.IsHttps
        || (options.PublicUrl is { } url
            && url.Scheme == Uri.UriSchemeHttps
            && url.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase));

    private static async Task<string> ReadAsync(HttpContext context, string field)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = LargestForm;
        }

        if (context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return "";
        }

        try
        {
            return (await context.Request.ReadFormAsync(context.RequestAborted))[field].ToString().Trim();
        }
        catch (InvalidDataException)
        {
            return ""; // more fields than any form of ours
        }
    }
}
