using GmailMcp.Accounts;
using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>Where browsers arrive in the course of a sign-in: they have no key, and what they may do is proved by the page.</summary>
internal sealed class SignInRoutes(SignInDoor door, SignInPage page)
{
    public bool IsOpen(PathString path) =>
        path.StartsWithSegments(SignInDoor.PagePath.TrimEnd('/')) || path == CallbackAddress.DefaultPath || door.Expects(path.Value ?? "");

    /// <summary>Takes Google's answer where a sign-in waits for it, which may be any path.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Method == HttpMethods.Get && door.Expects(context.Request.Path.Value ?? "")
            ? page.FinishAsync(context)
            : next(context);

    public void Map(WebApplication app)
    {
        app.MapGet(SignInDoor.PagePath + "{id}", context => page.ShowAsync(context, Id(context)));
        app.MapPost(SignInDoor.PagePath + "{id}", context => page.ConfirmAsync(context, Id(context)));
        app.MapGet(CallbackAddress.DefaultPath, page.FinishAsync); // a late browser is told that it is over
    }

    private static string Id(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";
}
