using System.Globalization;
using System.Security.Cryptography;
using GmailMcp.Storage;

namespace GmailMcp.Policy;

/// <summary>The audit log of one process: a file of its own in the folder, chained by hashes, and a line in the head file that all
/// share, which says how long the file is and what its last line's hash is. A full file is followed by another that goes on with its
/// chain.</summary>
/// <param name="folder">Where the files are; made when missing.</param>
/// <param name="time">The clock.</param>
/// <param name="limits">How large the log may become.</param>
internal sealed class AuditLog(string folder, TimeProvider time, AuditLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ChainFile? _file;
    private SlotFile? _head;
    private AuditRecord? _beginning;
    private IReadOnlyList<(int Slot, AuditHead Head)> _leaving = [];
    private string _name = "";
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
            if (_file is null || _file.SizeInBytes >= limits.FileBytes)
            {
                await BeginAsync(cancellationToken);
            }

            var (line, hash) = AuditChain.ToLine(record with
            {
                Seq = _seq + 1,
                At = time.GetUtcNow(),
                Prev = _hash,
                After = _beginning?.After,
                Continues = _beginning?.Continues,
                Removes = _beginning?.Removes,
            });
            _file!.Append(line); // begun above
            (_seq, _hash, _beginning) = (_seq + 1, hash, null);

            // The line first: a process that is killed between leaves a file that is one line ahead of its head, not behind.
            _head!.Write(_slot, AuditChain.ToHead(_name, _seq, _hash));
            AuditRoom.Remove(folder, _head, _leaving);
            _leaving = [];
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
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var name = $"audit-{stamp}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.jsonl";
        var head = new SlotFile(
            Path.Combine(folder, AuditChain.HeadFile), name.Length + 1 + AuditChain.SeqLength + 1 + AuditChain.HashLength);
        string? after = null;
        var slot = await head.AddAsync(
            last =>
            {
                after = last?.Split(' ')[0];
                return AuditChain.ToHead(name, 0, AuditChain.Start);
            },
            cancellationToken);
        var leaving = AuditRoom.Choose(folder, slot, limits);
        var file = new ChainFile(Path.Combine(folder, name)); // the last that can fail
        _file?.Dispose();
        _beginning = new AuditRecord
        {
            Outcome = "",
            After = after,
            Continues = _seq == 0 ? null : _name,
            Removes = leaving.Count == 0 ? null : [.. leaving.Select(one => one.Head.File)],
        };
        _leaving = leaving;
        (_file, _head, _name, _slot, _seq) = (file, head, name, slot, 0);
    }
}
