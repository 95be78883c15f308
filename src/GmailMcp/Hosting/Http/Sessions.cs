using System.Collections.Concurrent;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Mailbox;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// The MCP sessions that are open, of the protocol's revisions that have any: the SDK keeps them, this knows them by
/// name. What a session signed in ends with it.
/// </summary>
internal sealed class Sessions(HttpLimits limits, TimeProvider time, OwnerAccounts accounts, PendingSignIns signIns, UndoLogs undo)
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SessionEntry> _entries = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);

    public IEnumerable<SessionEntry> All => _entries.Values;

    public SessionEntry? Find(string sessionId) => _entries.GetValueOrDefault(sessionId);

    /// <summary>The only session whose id begins so; null when there is none or more than one.</summary>
    public SessionEntry? FindByStart(string start)
    {
        var matches = _entries.Values
            .Where(entry => entry.SessionId.StartsWith(start, StringComparison.Ordinal)).Take(2).ToList();
        return matches.Count == 1 ? matches[0] : null;
    }

    public void Configure(HttpServerTransportOptions transport)
    {
        transport.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
        transport.TimeProvider = time;
#pragma warning disable MCP9006 // clients of the revisions with sessions are served too
        transport.IdleTimeout = limits.SessionIdle;
        transport.MaxIdleSessionCount = limits.MostSessions;
#pragma warning restore MCP9006
#pragma warning disable MCPEXP002 // the SDK has no other way to know its sessions
        transport.RunSessionHandler = RunAsync;
#pragma warning restore MCPEXP002
    }

    /// <summary>The session that a request names; null when it names none that is open.</summary>
    public SessionEntry? Of(HttpRequest request)
    {
        var sessionId = request.Path == McpPaths.Mcp ? request.Headers[McpPaths.SessionHeader].ToString()
            : request.Path == McpPaths.Messages ? request.Query["sessionId"].ToString()
            : "";
        return sessionId.Length > 0 ? Find(sessionId) : null;
    }

    /// <summary>Waits until a session that is being opened is known here.</summary>
    public async Task WhenOpenAsync(string sessionId, CancellationToken cancellationToken)
    {
        var opened = _awaited.GetOrAdd(sessionId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            if (Find(sessionId) is null)
            {
                await opened.Task.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            _awaited.TryRemove(sessionId, out _);
        }
    }

    /// <summary>Counts the requests of each session.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Of(context.Request)?.Touch(time.GetUtcNow());
        return next(context);
    }

    /// <summary>Ends streams of HTTP with SSE that nobody has used for long; the SDK does it for the others.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(BetweenSweeps, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var entry in _entries.Values.Where(
                entry => entry.IsSse && time.GetUtcNow() - entry.LastRequestAt > limits.SessionIdle))
            {
                entry.End();
            }
        }
    }

    private async Task RunAsync(HttpContext context, McpServer server, CancellationToken cancellationToken)
    {
        if (server.SessionId is not { Length: > 0 } sessionId)
        {
            await server.RunAsync(cancellationToken); // a request of 2026-07-28 stands alone
            return;
        }

        // The context is the opening request's, which ends before the session does: nothing of it is kept.
        var owner = CallerIdentity.OwnerOf(context.User) ?? Owner.OfSession(sessionId);
        var isSse = context.Request.Path != McpPaths.Mcp;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _entries[sessionId] = new SessionEntry(sessionId, isSse, context.User, owner, time.GetUtcNow(), end);
        if (_awaited.TryGetValue(sessionId, out var opened))
        {
            opened.TrySetResult();
        }

        try
        {
            await server.RunAsync(end.Token);
        }
        finally
        {
            _entries.TryRemove(sessionId, out _);
            if (owner.IsSession)
            {
                await ForgetAsync(owner);
            }
        }
    }

    private async Task ForgetAsync(Owner owner)
    {
        try
        {
            await signIns.ForgetAsync(owner);
            accounts.Forget(owner);
            undo.Forget(owner);
        }
        catch (ObjectDisposedException)
        {
            // The server ended first, and every sign-in with it.
        }
    }
}
