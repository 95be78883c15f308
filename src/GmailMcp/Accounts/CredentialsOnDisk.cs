using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>Tokens in a file, which servers share by its stamp and its lock.</summary>
internal abstract class CredentialsOnDisk(string path, Action<string> notice) : CredentialsStore
{
    private readonly string _lockPath = Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".", $".{Path.GetFileName(path)}.lock");

    private bool _saidThatLockFails;

    public override object? Stamp() => OwnerOnlyFile.Stamp(path);

    public override bool TryWrite(Credentials credentials)
    {
        try
        {
            Write(credentials);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
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

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">Nothing was written.</exception>
    protected abstract void Write(Credentials credentials);
}
