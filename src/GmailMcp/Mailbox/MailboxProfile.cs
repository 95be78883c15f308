using Gmail.Users;
using GmailMcp.Accounts;

namespace GmailMcp.Mailbox;

/// <summary>What Gmail tells of the mailbox that a call is about: its address, and where its history stood. One for each call, which
/// asks once, and again where somebody signed in meanwhile: then it may be another mailbox.</summary>
internal sealed class MailboxProfile(Mailboxes mailboxes)
{
    private Told? _told;

    /// <remarks>users.getProfile, 1 quota unit, the first time in a call.</remarks>
    public async Task<Profile> ReadAsync(CancellationToken cancellationToken) =>
        _told is { Mailbox: var mailbox } told && mailbox.IsCurrent
            ? told.Profile
            : await ReadAsync(await mailboxes.OpenMailboxAsync(cancellationToken), cancellationToken);

    /// <summary>The same of a mailbox that the call opened.</summary>
    /// <inheritdoc cref="ReadAsync(CancellationToken)" path="/remarks"/>
    public async Task<Profile> ReadAsync(OpenMailbox mailbox, CancellationToken cancellationToken)
    {
        if (_told is not { } told || told.Mailbox != mailbox || !mailbox.IsCurrent)
        {
            told = new Told(mailbox, await mailboxes.MeteredClientOf(mailbox).Profile.GetAsync(cancellationToken));
            _told = told;
        }

        return told.Profile;
    }

    private sealed record Told(OpenMailbox Mailbox, Profile Profile);
}
