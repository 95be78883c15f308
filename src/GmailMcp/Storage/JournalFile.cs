using System.Text;

namespace GmailMcp.Storage;

/// <summary>An append-only file of lines for its owner alone, shared by processes. A line counts once it is on the disk; the half
/// line of a process that was killed is taken away by the next writer.</summary>
/// <param name="path">The file; <c>.lock</c> beside it is its lock.</param>
internal sealed class JournalFile(string path)
{
    private const string HeadStart = "journal ";

    private string? _head;
    private long _readTo;

    public string Path { get; } = path;

    /// <summary>Takes the file for one turn of reading and appending.</summary>
    /// <exception cref="IOException">The folder or the file cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file cannot be used.</exception>
    public async Task<Turn> BeginAsync(CancellationToken cancellationToken)
    {
        var held = await FileLock.AcquireAsync(Path + ".lock", cancellationToken);
        try
        {
            return new Turn(this, held, Open());
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete, // the lock keeps others out; a rename replaces the file
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path, options);
    }

    /// <summary>The time in which no other process touches the file.</summary>
    internal sealed class Turn : IDisposable
    {
        private readonly JournalFile _journal;
        private readonly FileLock _held;
        private FileStream _file;

        public Turn(JournalFile journal, FileLock held, FileStream file)
        {
            _journal = journal;
            _held = held;
            _file = file;
        }

        /// <summary>The length of the file.</summary>
        public long SizeInBytes => _file.Length;

        /// <summary>The lines that this object has not read yet.</summary>
        /// <param name="isAll">True when they are all there are: somebody replaced the file, and what was read before is void.</param>
        public IReadOnlyList<string> ReadNew(out bool isAll)
        {
            _file.Position = 0;
            var bytes = new byte[_file.Length];
            _file.ReadExactly(bytes);
            var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
            if (whole < bytes.Length)
            {
                _file.SetLength(whole);
            }

            var head = bytes.AsSpan(0, whole) is { Length: > 0 } text ? Encoding.UTF8.GetString(text[..text.IndexOf((byte)'\n')]) : null;
            isAll = head is null || head != _journal._head;
            var start = isAll ? (head is null ? 0 : Encoding.UTF8.GetByteCount(head) + 1) : (int)_journal._readTo;
            var added = Encoding.UTF8.GetString(bytes.AsSpan(start, whole - start));
            if (head is null)
            {
                head = NewHead();
                AppendBytes(Line(head));
                whole = (int)_file.Length;
            }

            _journal._head = head;
            _journal._readTo = whole;
            return added.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        /// <summary>Writes a line and waits until the disk has it. Where that fails, the file is as it was.</summary>
        /// <exception cref="IOException">The disk refused.</exception>
        public void Append(string line)
        {
            AppendBytes(Line(line));
            _journal._readTo = _file.Length;
        }

        /// <summary>Replaces the file by these lines; after a crash it is the old or the new one.</summary>
        public void Replace(IEnumerable<string> lines)
        {
            var head = NewHead();
            _file.Dispose();
            OwnerOnlyFile.Write(_journal.Path, Encoding.UTF8.GetBytes(string.Concat(lines.Prepend(head).Select(line => line + "\n"))));
            _file = _journal.Open();
            _journal._head = head;
            _journal._readTo = _file.Length;
        }

        public void Dispose()
        {
            _file.Dispose();
            _held.Dispose();
        }

        private static string NewHead() => HeadStart + Guid.NewGuid().ToString("N");

        private static byte[] Line(string line) => Encoding.UTF8.GetBytes(line + "\n");

        private void AppendBytes(byte[] line)
        {
            var before = _file.Length;
            try
            {
                _file.Position = before;
                _file.Write(line);
                _file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                _file.SetLength(before);
                throw;
            }
        }
    }
}
