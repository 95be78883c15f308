namespace GmailMcp.Accounts;

/// <summary>
/// Who makes the running call, as the transport proved it. The host binds it before a tool runs; no argument of a
/// tool can change it.
/// </summary>
internal sealed record Caller
{
    /// <summary>The only caller on stdio: whoever started the process.</summary>
    public static Caller Local { get; } = new() { Owner = Owner.Local };

    /// <summary>
    /// Whose accounts the call may reach; null for a caller over HTTP with neither a key nor a session, who has none
    /// and can sign nobody in.
    /// </summary>
    public Owner? Owner { get; init; }

    /// <summary>What the old servers' texts call the session.</summary>
    public string Session { get; init; } = "auth-default";

    /// <summary>What the client calls itself, for the page that asks whether a sign-in was meant; it may lie.</summary>
    public string? ClientName { get; init; }

    /// <summary>True on stdio, where a browser that this program opens is the caller's own.</summary>
    public bool IsAtThisComputer { get; init; } = true;
}
