using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>
/// The local owner's credentials: plain JSON for its owner alone, which the Node servers read too. Every other owner's
/// tokens are kept encrypted, elsewhere.
/// </summary>
internal sealed class CredentialsFile(string path, Action<string> notice) : CredentialsStore
{
    private readonly string _lockPath = Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".", $".{Path.GetFileName(path)}.lock");

    private bool _saidThatLockFails;

    public override string Name => path;

    public override object? Stamp() => OwnerOnlyFile.Stamp(path);

    public override Credentials? Read()
    {
        try
        {
            return OwnerOnlyFile.Read(path, notice) is { } content ? CredentialsJson.Parse(content, path) : null;
        }
        catch (UnsafeFileException unsafeFile)
        {
            throw new AccountException("The credentials are not used.", unsafeFile.Message, unsafeFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccountException(
                $"The credentials file {path} cannot be read: {failure.Message}",
                "Make it readable for this user.", failure);
        }
    }

    public override bool TryWrite(Credentials credentials)
    {
        try
        {
            OwnerOnlyFile.Write(path, CredentialsJson.Serialize(credentials));
            return true;
        }
        catch (IOException failure)
        {
            notice($"{failure.Message} The new token is used until this process ends.");
            return false;
        }
    }

    public override bool Delete() => OwnerOnlyFile.Delete(path);

    public override async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.AcquireAsync(_lockPath, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // In a read-only folder (a mounted secret) no other process can write either: a second refresh is
            // wasteful there, not harmful, so this must not keep anybody from his mail.
            if (!_saidThatLockFails)
            {
                _saidThatLockFails = true;
                notice($"Several servers may refresh {path} at once, because its lock cannot be made: "
                    + failure.Message);
            }

            return NoLock.Instance;
        }
    }
}
