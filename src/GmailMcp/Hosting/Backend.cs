using GmailMcp.Accounts;

namespace GmailMcp.Hosting;

/// <summary>Where mailboxes come from, and what the sign-in granted.</summary>
/// <param name="Connections">Opens mailboxes.</param>
/// <param name="GrantedScopes">The scopes of the signed-in account; null before any sign-in, and in the demo, where every scope is granted.</param>
/// <param name="Account">The local owner's account, for the sign-in tools.</param>
/// <param name="Browser">Opens pages for the person.</param>
internal sealed record Backend(
    MailboxConnections Connections, IReadOnlyCollection<string>? GrantedScopes, LocalAccount Account, IBrowser Browser)
{
    /// <summary>The demo mailbox or Google's, as the options say.</summary>
    public static Backend For(ServerOptions options) => options.IsDemo ? Emulated.Start(options) : GoogleBackend.Create(options);
}
