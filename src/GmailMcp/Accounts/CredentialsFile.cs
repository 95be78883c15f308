using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>
/// The local owner's credentials: plain JSON for its owner alone, which the Node servers read too; or in the system's keychain, and
/// the file says so. Every other owner's tokens are in a <see cref="TokenStore"/>.
/// </summary>
internal sealed class CredentialsFile(string path, Action<string> notice) : CredentialsOnDisk(path, notice)
{
    private const string What = "tokens";
    private const string CacheKey = "cache-key";

    private readonly string _path = path;
    private readonly Action<string> _notice = notice;
    private readonly Lock _gate = new();
    private Keychain? _keychain;
    private (object? Stamp, Credentials? Credentials) _taken;

    public override string Name => IsInKeychain(_path) ? $"{_path} (kept in the keychain)" : _path;

    public override string? Place => _path;

    private Keychain Keychain => _keychain ??= new Keychain(_path, What);

    /// <summary>Whether the file says that its tokens are in the keychain.</summary>
    /// <param name="path">The credentials file.</param>
    public static bool IsInKeychain(string path)
    {
        try
        {
            return !OwnerOnlyFile.IsSpecial(path) && OwnerOnlyFile.ReadShared(path) is { } content && KeychainMark.Find(content) is not null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // whoever reads the tokens is told
        }
    }

    /// <summary>Where the key of remembered mail may be kept; null where the tokens are not in the keychain.</summary>
    /// <param name="path">The credentials file.</param>
    public static Keychain? FindKeychainForCache(string? path) =>
        path is not null && IsInKeychain(path) ? new Keychain(path, CacheKey) : null;

    public override Credentials? Read()
    {
        try
        {
            lock (_gate)
            {
                var stamp = Stamp();
                return OwnerOnlyFile.Read(_path, _notice) is not { } content ? null
                    : KeychainMark.Find(content) is { } mark ? Take(mark, stamp)
                    : CredentialsJson.Parse(content, _path);
            }
        }
        catch (UnsafeFileException unsafeFile)
        {
            throw new AccountException("The credentials are not used.", unsafeFile.Message, unsafeFile);
        }
        catch (KeychainException closed)
        {
            throw new AccountException(closed.What, closed.Repair, closed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccountException(
                $"The credentials file {_path} cannot be read: {failure.Message}",
                "Make it readable for this user.", failure);
        }
    }

    public override bool Delete()
    {
        if (IsInKeychain(_path))
        {
            Forget();
        }

        return base.Delete();
    }

    /// <summary>Moves the tokens into the keychain, where also the next sign-in puts them. The caller holds the lock.</summary>
    /// <returns>What was moved; null where nobody is signed in, or where they are there already.</returns>
    /// <exception cref="AccountException">The credentials or the keychain cannot be used; everything is as it was.</exception>
    public Credentials? MoveToKeychain()
    {
        try
        {
            Keychain.Verify();
            if (IsInKeychain(_path))
            {
                return null;
            }

            var credentials = Read();
            WriteToKeychain(credentials);
            return credentials;
        }
        catch (KeychainException closed)
        {
            throw new AccountException(closed.What, closed.Repair, closed);
        }
    }

    /// <summary>Moves the tokens out of the keychain into the file. The caller holds the lock.</summary>
    /// <returns>What was moved; null where nobody is signed in, where they are there already, or where the keychain keeps them to itself,
    /// which has been said in a notice: then whoever wants the file signs in again.</returns>
    public Credentials? MoveToFile()
    {
        if (!IsInKeychain(_path))
        {
            return null;
        }

        Credentials? credentials = null;
        try
        {
            credentials = Read();
        }
        catch (AccountException closed) when (closed.InnerException is null or KeychainException) // null: the entry is gone
        {
            _notice(closed.What);
        }

        if (credentials is not null)
        {
            OwnerOnlyFile.Write(_path, CredentialsJson.Serialize(credentials));
            Forget();
        }
        else
        {
            Delete();
        }

        return credentials;
    }

    protected override void Write(Credentials credentials)
    {
        if (IsInKeychain(_path))
        {
            WriteToKeychain(credentials);
        }
        else
        {
            OwnerOnlyFile.Write(_path, CredentialsJson.Serialize(credentials));
        }
    }

    // The file changes last: whoever finds it changed finds the new tokens.
    private void WriteToKeychain(Credentials? credentials)
    {
        if (credentials is not null)
        {
            Keychain.Write(CredentialsJson.Serialize(credentials));
        }

        OwnerOnlyFile.Write(_path, new KeychainMark(credentials is not null).Serialize());
    }

    // Asked for at every call with an account, and a keychain may ask its user: read again only after somebody wrote.
    private Credentials? Take(KeychainMark mark, object? stamp)
    {
        if (_taken.Stamp is null || !_taken.Stamp.Equals(stamp))
        {
            _taken = (stamp, mark.IsSignedIn ? CredentialsJson.Parse(Open(), Name) : null);
        }

        return _taken.Credentials;
    }

    private byte[] Open()
    {
        if (Keychain.Read() is { } tokens)
        {
            return tokens;
        }

        Keychain.Verify(); // a keyring that stays locked says that it has nothing
        throw new AccountException(
            $"The keychain holds no tokens for {_path} any more.", "Sign in again: gmail-mcp auth.");
    }

    private void Forget()
    {
        try
        {
            Keychain.Delete();
            if (new Keychain(_path, CacheKey) is { MayHoldIt: true } cacheKey)
            {
                cacheKey.Delete();
            }
        }
        catch (KeychainException closed)
        {
            _notice($"{closed.What} What it holds of {_path} stays there.");
        }
    }
}
