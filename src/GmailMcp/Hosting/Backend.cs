using GmailMcp.Accounts;

namespace GmailMcp.Hosting;

/// <summary>Where mailboxes come from, and what the sign-ins granted.</summary>
/// <param name="Connections">Opens mailboxes.</param>
/// <param name="FindGrantedScopes">The scopes of an owner's signed-in account; null before any sign-in, and in the demo, where
/// every scope is granted.</param>
/// <param name="Accounts">Every owner's account, for the sign-in tools.</param>
/// <param name="Browser">Opens pages for the person at this computer.</param>
internal sealed record Backend(
    MailboxConnections Connections,
    Func<Owner?, IReadOnlyCollection<string>?> FindGrantedScopes,
    OwnerAccounts Accounts,
    IBrowser Browser)
{
    /// <summary>The demo mailbox or Google's, as the options say.</summary>
    public static Backend For(ServerOptions options) => options.IsDemo ? Emulated.Start(options) : GoogleBackend.Create(options);
}
