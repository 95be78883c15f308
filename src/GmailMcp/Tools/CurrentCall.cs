using GmailMcp.Accounts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

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

    /// <summary>The quota units that the call has cost.</summary>
    public Gmail.UnitMeter Units { get; } = new();

    /// <summary>The tool that runs; null outside of tools.</summary>
    public ToolDefinition? Tool { get; set; }

    /// <summary>The request for it: through it the person can be asked.</summary>
    public RequestContext<CallToolRequestParams>? Request { get; set; }

    /// <summary>The caller as a key: what is remembered of him goes by it.</summary>
    public string OwnerKey => Caller.Owner?.Key ?? "";
}
