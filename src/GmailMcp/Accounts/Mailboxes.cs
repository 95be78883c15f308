using Gmail;

namespace GmailMcp.Accounts;

/// <summary>The mailboxes of the owner who calls; no other can be reached through it. The host makes one for each call.</summary>
/// <param name="owner">Whose accounts these are; null for a caller who has none.</param>
/// <param name="account">The address that the call named; null for the owner's default account.</param>
/// <param name="connections">Where signed-in mailboxes come from.</param>
/// <param name="units">Counts what the call costs.</param>
internal sealed class Mailboxes(Owner? owner, string? account, MailboxConnections connections, UnitMeter units)
{
    /// <summary>The mailbox that the call is about.</summary>
    /// <exception cref="SignInRequiredException">Nobody is signed in, or the sign-in has ended.</exception>
    public async ValueTask<GmailClient> OpenAsync(CancellationToken cancellationToken) =>
        (await connections.OpenAsync(owner, account, cancellationToken)).Metered(units);
}
