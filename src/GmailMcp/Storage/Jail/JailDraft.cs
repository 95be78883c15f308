namespace GmailMcp.Storage.Jail;

/// <summary>A file being written under a temporary name; disposing of it before it is published removes it.</summary>
internal abstract class JailDraft : IDisposable
{
    public abstract FileStream Stream { get; }

    /// <summary>Brings every byte to the disk, so that a name never stands for half a file after a power cut.</summary>
    /// <returns>Bytes in the file.</returns>
    public long Complete()
    {
        Stream.Flush(flushToDisk: true);
        return Stream.Length;
    }

    /// <summary>Gives the file its name, unless that is taken.</summary>
    public abstract bool TryPublish(string name);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>Closes the file, whose last bytes a full disk may refuse once more: what went wrong was told when they were
    /// written.</summary>
    protected void Close()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // Not published, so nobody takes it for whole.
        }
    }
}
