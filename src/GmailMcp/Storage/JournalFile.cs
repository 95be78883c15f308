using System.Text;

namespace GmailMcp.Storage;

/// <summary>An append-only file of lines for its owner alone, shared by processes. A line counts once it is on the disk; the half
/// line of a process that was killed is taken away by the next writer.</summary>
/// <param name="path">The file; <c>.lock</c> beside it is its lock.</param>
internal sealed class JournalFile(string path)
{
    private const string HeadStart = "journal ";

    // The start, 32 letters that are new whenever the file is replaced, and the end of the line.
    private const int HeadLength = 8 + 32 + 1;

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

    // The lock keeps others out, and a rename replaces the file.
    private FileStream Open() => OwnerOnlyFile.OpenOrCreate(Path, FileShare.ReadWrite | FileShare.Delete);

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
            var start = ReadFrom(0, HeadLength);
            isAll = start.Length < HeadLength || Encoding.UTF8.GetString(start) != _journal._head;
            if (start.Length < HeadLength)
            {
                _file.SetLength(0); // new, or killed while it was made
                _journal._head = NewHead();
                AppendBytes(Encoding.UTF8.GetBytes(_journal._head));
                _journal._readTo = _file.Length;
                return [];
            }

            _journal._head = Encoding.UTF8.GetString(start);
            var from = isAll ? HeadLength : _journal._readTo;
            var added = ReadFrom(from, (int)(_file.Length - from));
            var whole = added.AsSpan().LastIndexOf((byte)'\n') + 1;
            if (whole < added.Length)
            {
                _file.SetLength(from + whole);
            }

            _journal._readTo = from + whole;
            return Encoding.UTF8.GetString(added.AsSpan(0, whole)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
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
            OwnerOnlyFile.Write(_journal.Path, Encoding.UTF8.GetBytes(head + string.Concat(lines.Select(line => line + "\n"))));
            _file = _journal.Open();
            _journal._head = head;
            _journal._readTo = _file.Length;
        }

        public void Dispose()
        {
            _file.Dispose();
            _held.Dispose();
        }

        private static string NewHead() => $"{HeadStart}{Guid.NewGuid():N}\n";

        private byte[] ReadFrom(long position, int length)
        {
            var bytes = new byte[length];
            _file.Position = position;
            var read = _file.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
            return read == length ? bytes : bytes[..read];
        }

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
