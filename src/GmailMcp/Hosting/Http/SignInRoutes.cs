using GmailMcp.Accounts;
using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>Where browsers arrive in the course of a sign-in: they have no key, and what they may do is proved by the page.</summary>
internal static class SignInRoutes
{
    public static bool IsOpen(PathString path, HttpOptions http) =>
        path.StartsWithSegments(SignInDoor.PagePath.TrimEnd('/')) || path == CallbackPath(http);

    public static void Map(WebApplication app, SignInPage page, HttpOptions http)
    {
        app.MapGet(SignInDoor.PagePath + "{id}", context => page.ShowAsync(context, Id(context)));
        app.MapPost(SignInDoor.PagePath + "{id}", context => page.ConfirmAsync(context, Id(context)));
        app.MapGet(CallbackPath(http), page.FinishAsync);
    }

    // The proxy may forward a path of its own; https://HOST/PATH and the server's path are then the same.
    private static string CallbackPath(HttpOptions http) =>
        (http.PublicUrl?.AbsolutePath.TrimEnd('/') ?? "") + CallbackAddress.DefaultPath;

    private static string Id(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";
}
