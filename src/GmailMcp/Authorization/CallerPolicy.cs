using GmailMcp.Accounts;

namespace GmailMcp.Authorization;

/// <summary>Who may call.</summary>
internal sealed record CallerPolicy
{
    /// <summary>The owner whose bearer key this is; null for a key that is nobody's.</summary>
    public required Func<string, Owner?> FindOwner { get; init; }

    /// <summary>Whether this is the operator's key.</summary>
    public required Func<string, bool> IsOperatorKey { get; init; }

    /// <summary>Callers of this computer need no key for what touches no mailbox.</summary>
    public required bool IsOpenToLoopback { get; init; }

    /// <summary>Callers of this computer and user get the local owner's mailbox.</summary>
    public required bool IsSingleUser { get; init; }

    /// <summary>Paths that people and probes reach without a key.</summary>
    public required Func<PathString, bool> IsOpenPath { get; init; }

    /// <summary>What a challenge asks for: the server's profile.</summary>
    public required string Scope { get; init; }

    /// <summary>Answers a request that is refused: status and sentence.</summary>
    public required Func<HttpContext, int, string, Task> Refuse { get; init; }
}
