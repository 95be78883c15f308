using GmailMcp.Accounts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Tells a session that its list of tools may be another after a sign-in: what was not granted is not listed.</summary>
internal static class ListChange
{
    // On stdio the list is settled at the start; without a session there is nobody to tell, and the list is asked for anew.
    public static Task TellAsync(McpServer server, Caller caller, CancellationToken cancellationToken) =>
        caller.IsAtThisComputer || string.IsNullOrEmpty(server.SessionId)
            ? Task.CompletedTask
            : server.SendNotificationAsync(NotificationMethods.ToolListChangedNotification, cancellationToken);
}
