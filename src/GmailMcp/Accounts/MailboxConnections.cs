namespace GmailMcp.Accounts;

/// <summary>Opens signed-in mailboxes: at Google with the owner's credentials, or in the emulator.</summary>
/// <param name="open">Owner (null: a caller who has none) and address (null: the owner's default account) to a mailbox whose
/// requests carry a fresh token.</param>
internal sealed class MailboxConnections(Func<Owner?, string?, CancellationToken, ValueTask<OpenMailbox>> open)
{
    /// <exception cref="SignInRequiredException">Nobody is signed in, or the sign-in has ended.</exception>
    public ValueTask<OpenMailbox> OpenAsync(Owner? owner, string? account, CancellationToken cancellationToken) =>
        open(owner, account, cancellationToken);
}
