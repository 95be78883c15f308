using System.IO.Compression;

namespace GmailMcp.Mail.Attachments;

/// <summary>A ZIP archive whose entries unpack to no more than a stated sum, whatever sizes it states itself.</summary>
internal sealed class BoundedZip : IDisposable
{
    private const long MostBytes = 64L * 1024 * 1024;
    private const int MostNames = 20_000;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _byName = new(StringComparer.OrdinalIgnoreCase);
    private long _left = MostBytes;

    private BoundedZip(ZipArchive archive)
    {
        _archive = archive;
        foreach (var entry in archive.Entries.Take(MostNames))
        {
            _byName.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    public IReadOnlyList<ZipArchiveEntry> Entries => _archive.Entries;

    public static BoundedZip Open(byte[] content) =>
        new(new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read));

    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The entry's content; null where there is no such entry.</summary>
    /// <exception cref="UnreadableException">While reading: it unpacks to too much.</exception>
    public Stream? TryOpen(string name)
    {
        if (!_byName.TryGetValue(name, out var entry))
        {
            return null;
        }

        return entry.IsEncrypted
            ? throw new UnreadableException("It is protected by a password.")
            : new CountedStream(entry.Open(), this);
    }

    public void Dispose() => _archive.Dispose();

    private void Count(int bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw new UnreadableException($"It unpacks to more than {MostBytes / (1024 * 1024)} MB.");
        }
    }

    private sealed class CountedStream(Stream inner, BoundedZip zip) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            zip.Count(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
