using System.Collections.Concurrent;
using System.Security.Claims;
using GmailMcp.Accounts;

namespace GmailMcp.Hosting.Http;

/// <summary>One MCP session as the operator sees it.</summary>
internal sealed class SessionEntry(
    string sessionId, bool isSse, ClaimsPrincipal user, Owner owner, DateTimeOffset since, CancellationTokenSource end)
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _posts = new(StringComparer.Ordinal);
    private long _requests;

    public string SessionId { get; } = sessionId;

    /// <summary>True for HTTP with SSE, false for Streamable HTTP.</summary>
    public bool IsSse { get; } = isSse;

    /// <summary>Who opened it, as the transport proved it.</summary>
    public ClaimsPrincipal User { get; } = user;

    public Owner Owner { get; } = owner;

    public DateTimeOffset Since { get; } = since;

    /// <summary>Requests after the one that opened it.</summary>
    public long RequestCount => Interlocked.Read(ref _requests);

    public DateTimeOffset LastRequestAt { get; private set; } = since;

    public void Touch(DateTimeOffset now)
    {
        Interlocked.Increment(ref _requests);
        LastRequestAt = now;
    }

    /// <summary>Keeps what ends the POST of a request; false while another has the id.</summary>
    public bool TryBeginPost(string id, CancellationTokenSource ending) => _posts.TryAdd(id, ending);

    public void EndPost(string id) => _posts.TryRemove(id, out _);

    /// <summary>Ends the POST of a request, if there is one.</summary>
    public void CancelPost(string id)
    {
        if (_posts.TryRemove(id, out var ending))
        {
            Cancel(ending);
        }
    }

    public void End() => Cancel(end);

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
