using GmailMcp.Accounts;

namespace GmailMcp.Hosting;

/// <summary>Where mailboxes come from, and what the sign-in granted.</summary>
/// <param name="Connections">Opens mailboxes.</param>
/// <param name="GrantedScopes">The scopes of the signed-in account; null before any sign-in, and in the demo, where every scope is granted.</param>
/// <param name="Account">The local owner's account; null in the demo, where nobody signs in.</param>
internal sealed record Backend(
    MailboxConnections Connections, IReadOnlyCollection<string>? GrantedScopes, LocalAccount? Account)
{
    /// <summary>The demo mailbox or Google's, as the options say.</summary>
    public static Backend For(ServerOptions options) => options.IsDemo ? Emulated.Start(options) : GoogleBackend.Create(options);
}
