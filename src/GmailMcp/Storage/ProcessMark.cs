namespace GmailMcp.Storage;

/// <summary>A sign in a folder that this process lives: what it began is its own until the operating system has taken the sign
/// back, which also happens when it is killed. No clock and no lease: a process that hangs still lives.</summary>
internal sealed class ProcessMark : IDisposable
{
    private readonly string _folder;
    private readonly FileLock _held;

    /// <param name="folder">Shared by the processes that ask for each other; made when missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public ProcessMark(string folder)
    {
        _folder = folder;
        OwnerOnlyRules.Current.CreateFolder(folder);
        Id = Guid.NewGuid().ToString("N");
        _held = FileLock.TryAcquire(PathOf(Id)) ?? throw new IOException($"{PathOf(Id)} is held by another process.");
    }

    /// <summary>The name of this process, never used again.</summary>
    public string Id { get; }

    /// <summary>Whether the process of this name still lives.</summary>
    public bool IsAlive(string id)
    {
        var path = PathOf(id);
        if (!File.Exists(path))
        {
            return false;
        }

        using var free = FileLock.TryAcquire(path);
        if (free is null)
        {
            return true;
        }

        File.Delete(path); // ids do not come again, so nobody can be waiting for this one
        return false;
    }

    /// <summary>Removes the signs of processes that ended without taking them back.</summary>
    public void Sweep()
    {
        foreach (var path in Directory.EnumerateFiles(_folder, "process-*.lock"))
        {
            var id = Path.GetFileNameWithoutExtension(path)["process-".Length..];
            if (id != Id)
            {
                IsAlive(id);
            }
        }
    }

    public void Dispose()
    {
        File.Delete(PathOf(Id));
        _held.Dispose();
    }

    private string PathOf(string id) => Path.Combine(_folder, $"process-{id}.lock");
}
