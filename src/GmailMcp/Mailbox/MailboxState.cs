using System.Security.Cryptography;
using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Storage;

namespace GmailMcp.Mailbox;

/// <summary>Where the server keeps what it remembers of one owner's mailbox.</summary>
internal static class MailboxState
{
    /// <param name="folder">The server's own.</param>
    /// <param name="owner">Whose mailbox it is; an owner that is a session leaves nothing on the disk.</param>
    /// <param name="address">The mailbox; only a hash of it is written.</param>
    /// <param name="kind">What is kept: the name of its folder.</param>
    /// <returns>Null where it is kept in memory.</returns>
    public static JournalFile? FileOf(StateFolder folder, Owner owner, string address, string kind)
    {
        if (folder.Path is null || owner.IsSession)
        {
            return null;
        }

        var mailbox = $"{owner.Key}\n{address.ToLowerInvariant()}";
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mailbox)))[..32];
        return new JournalFile(Path.Combine(folder.Path, kind, $"{name}.{kind}"));
    }
}
