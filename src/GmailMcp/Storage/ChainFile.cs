using System.Text;

namespace GmailMcp.Storage;

/// <summary>A file of lines that one process writes alone, line after line, for its owner alone. A line is on the disk when
/// <see cref="Append"/> returns; where the disk refuses, the file is as it was.</summary>
internal sealed class ChainFile : IDisposable
{
    private readonly FileStream _file;

    /// <param name="path">The file; it must not exist yet.</param>
    public ChainFile(string path)
    {
        OwnerOnlyRules.Current.CreateFile(path).Dispose();
        _file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0); // a check may read it
        OwnerOnlyRules.Current.FlushFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!); // a file has a folder
    }

    public long SizeInBytes => _file.Length;

    /// <exception cref="IOException">The disk refused.</exception>
    public void Append(string line)
    {
        var before = _file.Length;
        try
        {
            _file.Position = before;
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _file.SetLength(before);
            throw;
        }
    }

    public void Dispose() => _file.Dispose();
}
