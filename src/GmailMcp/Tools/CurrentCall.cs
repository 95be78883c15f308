using GmailMcp.Accounts;

namespace GmailMcp.Tools;

/// <summary>What the host and the gate know of the running call; one for each call.</summary>
internal sealed class CurrentCall
{
    /// <summary>Who calls, as the transport proved it.</summary>
    public Caller Caller { get; set; } = Caller.Local;

    /// <summary>The scopes of the caller's signed-in account; null before any sign-in, when nothing is filtered.</summary>
    public IReadOnlyCollection<string>? GrantedScopes { get; set; }

    /// <summary>The address of the mailbox that the call named; null for the default one.</summary>
    public string? Account { get; set; }
}
