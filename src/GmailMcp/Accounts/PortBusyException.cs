namespace GmailMcp.Accounts;

/// <summary>Another program listens where the callback must arrive.</summary>
internal sealed class PortBusyException(int port, string what, string repair, Exception inner)
    : AccountException(what, repair, inner)
{
    public int Port { get; } = port;
}
