using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// Ends the POST of a request that its client cancels. A cancelled request is not answered (MCP, cancellation), and the SDK
/// keeps the POST open for the answer that never comes: each would hold one of the caller's places, and a shutdown, for as
/// long as the client keeps the connection. For the same reason an id is refused while a request of the session has it.
/// </summary>
internal sealed class CancelledPosts(Sessions sessions)
{
    /// <summary>Behind <see cref="BodyCheck"/>, which has read the body.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Body is not MemoryStream body
            || sessions.Of(context.Request) is not { IsSse: false } session
            || CallerIdentity.OwnerOf(context.User) != CallerIdentity.OwnerOf(session.User))
        {
            await next(context); // no session, or another caller's: the SDK says so
            return;
        }

        var message = MessageHead.Read(body.GetBuffer().AsSpan(0, (int)body.Length));
        if (message.Id is { } id)
        {
            await RunAsync(context, next, session, id);
            return;
        }

        await next(context);
        if (message.Cancels is { } cancelled && context.Response.StatusCode == StatusCodes.Status202Accepted)
        {
            session.CancelPost(cancelled);
        }
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, SessionEntry session, string id)
    {
        var gone = context.RequestAborted;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone);
        if (!session.TryBeginPost(id, end))
        {
            await BodyCheck.AnswerAsync(
                context, new FrameProblem(-32600, "A request with this id runs in the session already: give each its own.", Id: null));
            return;
        }

        context.RequestAborted = end.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            // Cancelled: the answer is none.
        }
        finally
        {
            session.EndPost(id);
            context.RequestAborted = gone;
        }
    }
}
