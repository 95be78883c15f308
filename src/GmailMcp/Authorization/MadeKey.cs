using GmailMcp.Accounts;

namespace GmailMcp.Authorization;

/// <summary>
/// The one caller's key of a server that was given none (--make-key): made at the first start, in a file for its owner
/// alone. Its holder is the local owner. Until somebody has presented it the server is closed: whoever set it up has
/// not come yet, and nobody else has anything to do here.
/// </summary>
internal sealed class MadeKey
{
    public const string FileName = "caller.key";

    private const string Name = "The key for callers";

    private readonly KeyHash _hash;
    private volatile bool _isPresented;

    private MadeKey(string key) => _hash = new KeyHash(key);

    /// <summary>Whether somebody has presented it since the start.</summary>
    public bool IsPresented => _isPresented;

    /// <summary>Reads the file, or makes it and says where it is.</summary>
    /// <exception cref="AccountException">The key is too short, or the file cannot be used or made.</exception>
    public static MadeKey Open(string dataFolder, Action<string> notice)
    {
        var path = Path.Combine(dataFolder, FileName);
        var key = KeyFile.ReadOrMake(path, Name, "give callers keys with --auth-keys", notice, out var isNew);
        if (key.Length < KeyHash.ShortestInCharacters)
        {
            throw new AccountException(
                $"{Name} in {path} has fewer than {KeyHash.ShortestInCharacters} characters, which can be guessed.",
                "Remove the file: another is made at the next start.");
        }

        if (isNew)
        {
            notice($"A key for callers was made: {path}. Whoever sends it as \"Authorization: Bearer KEY\" opens the mailbox that is "
                + "signed in here.");
        }

        return new(key);
    }

    /// <summary>The local owner, if this is the key; null if not.</summary>
    public Owner? FindOwner(string presented)
    {
        if (!_hash.Matches(presented))
        {
            return null;
        }

        _isPresented = true;
        return Owner.Local;
    }
}
