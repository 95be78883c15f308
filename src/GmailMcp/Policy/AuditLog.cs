using System.Globalization;
using System.Security.Cryptography;
using GmailMcp.Storage;

namespace GmailMcp.Policy;

/// <summary>The audit log of one process: a file of its own in the folder, chained by hashes, and a line in the head file that all
/// share, which says how long the file is and what its last line's hash is.</summary>
/// <param name="folder">Where the files are; made when missing.</param>
/// <param name="time">The clock.</param>
internal sealed class AuditLog(string folder, TimeProvider time) : IDisposable
{
    private const int DigitsOfSeq = 12;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ChainFile? _file;
    private SlotFile? _head;
    private string _name = "";
    private string? _after;
    private int _slot;
    private long _seq;
    private string _hash = AuditChain.Start;

    /// <summary>Writes a line; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public async Task WriteAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_file is null)
            {
                await OpenAsync(cancellationToken);
            }

            var (line, hash) = AuditChain.ToLine(record with
            {
                Seq = _seq + 1,
                At = time.GetUtcNow(),
                Prev = _hash,
                After = _seq == 0 ? _after : null,
            });
            _file!.Append(line); // opened above
            (_seq, _hash) = (_seq + 1, hash);

            // The line first: a process that is killed between leaves a file that is one line ahead of its head, not behind.
            _head!.Write(_slot, AuditChain.ToHead(_name, _seq, _hash));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _turn.Dispose();
    }

    // The head knows of the file before there is one: a file that the head does not know was put there by somebody else.
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        _name = $"audit-{stamp}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.jsonl";
        var head = new SlotFile(
            Path.Combine(folder, AuditChain.HeadFile), _name.Length + 1 + DigitsOfSeq + 1 + AuditChain.HashLength);
        _slot = await head.AddAsync(
            last =>
            {
                _after = last?.Split(' ')[0];
                return AuditChain.ToHead(_name, 0, AuditChain.Start);
            },
            cancellationToken);
        _file = new ChainFile(Path.Combine(folder, _name));
        _head = head;
    }
}
