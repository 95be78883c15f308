using GmailMcp.Storage.Jail;

namespace GmailMcp.Tools;

/// <summary>A file that may be attached, held open: what was checked is what will be read, whatever happens to its
/// name.</summary>
internal sealed class LocalFile : IDisposable
{
    private readonly JailedFile _file;

    internal LocalFile(string fileName, JailedFile file)
    {
        FileName = fileName;
        _file = file;
    }

    /// <summary>The name without folders, as it stands on the disk.</summary>
    public string FileName { get; }

    /// <summary>Bytes when it was opened; a stream gives exactly as many or fails.</summary>
    public long Length => _file.Length;

    /// <summary>The operating system's own name for it.</summary>
    public string FullPath => _file.RealPath;

    /// <summary>A stream from the start; seekable, independent of others, valid until this file is disposed
    /// of.</summary>
    public Stream OpenStream() => new HandleStream(_file.Handle, _file.Length, FileName);

    public void Dispose() => _file.Handle.Dispose();
}
