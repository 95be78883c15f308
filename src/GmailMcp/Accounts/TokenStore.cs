using System.Security.Cryptography;
using System.Text;
using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>
/// One owner's credentials on a server for several: sealed, in a file whose name tells nobody who it is, and bound to
/// the owner so that it opens for no other.
/// </summary>
internal sealed class TokenStore : CredentialsOnDisk
{
    private const string Folder = "owners";
    private const int NameInBytes = 16;

    private readonly SealedFile _file;
    private readonly Action<string> _notice;
    private object? _complainedAbout;

    /// <param name="dataFolder">The server's data folder; the files are in <c>owners</c> below it.</param>
    /// <param name="owner">Whose tokens.</param>
    /// <param name="key">What they are sealed with.</param>
    /// <param name="notice">Told, in a sentence, what the operator should know.</param>
    public TokenStore(string dataFolder, Owner owner, StoreKey key, Action<string> notice)
        : this(Path.Combine(dataFolder, Folder, FileName(owner)), owner, key, notice, FileName(owner))
    {
    }

    private TokenStore(string path, Owner owner, StoreKey key, Action<string> notice, string fileName)
        : base(path, notice)
    {
        _file = new SealedFile(path, key, $"gmail-mcp tokens of {owner.Key}", notice);
        _notice = notice;
        Name = $"{Folder}/{fileName}";
    }

    /// <summary>
    /// Without the folders above: callers far away read it too. The operator's notices have the whole path.
    /// </summary>
    public override string Name { get; }

    public override bool KeepsClient => true;

    public override Credentials? Read()
    {
        try
        {
            return _file.Read() is { } content ? TokenStoreJson.Parse(content, Name) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Complain(failure);
            throw new AccountException(
                $"The stored sign-in {Name} cannot be opened. It is kept as it is.",
                "Ask the operator of this server: its log says why.",
                failure);
        }
    }

    protected override void Write(Credentials credentials) => _file.Write(TokenStoreJson.Serialize(credentials));

    // Each call reads a file that cannot be opened again; the operator is told once for each state of it.
    private void Complain(Exception failure)
    {
        var stamp = Stamp();
        if (_complainedAbout is null || !_complainedAbout.Equals(stamp))
        {
            _complainedAbout = stamp;
            _notice(failure.Message);
        }
    }

    private static string FileName(Owner owner) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner.Key)).AsSpan(0, NameInBytes)) + ".tokens";
}
