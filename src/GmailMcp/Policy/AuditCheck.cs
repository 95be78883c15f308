using GmailMcp.Storage;

namespace GmailMcp.Policy;

/// <summary>What a look through the audit logs of a folder found.</summary>
/// <param name="Files">How many files hold together.</param>
/// <param name="Lines">How many lines they have.</param>
/// <param name="Breaks">Where it does not hold together, a sentence each.</param>
/// <param name="Notes">What is no break but worth a word.</param>
internal sealed record AuditFindings(int Files, long Lines, IReadOnlyList<string> Breaks, IReadOnlyList<string> Notes);

/// <summary>Checks the chains of a folder and its head file.</summary>
internal sealed class AuditCheck
{
    private readonly string _folder;
    private readonly List<string> _breaks = [];
    private readonly List<string> _notes = [];

    // The last hash of each file that the head names, as far as it was read.
    private readonly Dictionary<string, string> _ends = [];
    private readonly List<AuditHead> _removed = [];
    private readonly HashSet<string> _namedAsRemoved = [];
    private long _lines;

    private AuditCheck(string folder) => _folder = folder;

    /// <param name="folder">The folder of the log.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AuditFindings Run(string folder) => new AuditCheck(folder).Check();

    private AuditFindings Check()
    {
        // The files first: the head names each before it is there, also while processes write.
        var files = AuditFiles.List(_folder, "audit-*.jsonl");
        var heads = AuditFiles.ReadHead(_folder, AuditChain.HeadFile);
        if (heads.Count == 0 && files.Count > 0)
        {
            _breaks.Add($"{AuditChain.HeadFile} is missing: nothing says where the files end.");
        }

        string? before = null;
        for (var slot = 0; slot < heads.Count; slot++)
        {
            if (AuditChain.ParseHead(heads[slot]) is not { } head)
            {
                _breaks.Add($"{AuditChain.HeadFile} has a line that is none of its own, after {before ?? "its beginning"}.");
                continue;
            }

            _ends[head.File] = head.Hash;
            CheckFile(head, slot, before);
            before = head.File;
        }

        _breaks.AddRange(files.Where(file => heads.Count > 0 && !_ends.ContainsKey(file))
            .Select(file => $"{file} is not named in {AuditChain.HeadFile}: a line of the head was removed, or the file put there."));
        CheckRemoved();
        return new AuditFindings(files.Count, _lines, _breaks, _notes);
    }

    private void CheckFile(AuditHead head, int slot, string? before)
    {
        if (AuditFiles.TryReadLines(_folder, head.File) is not { } lines)
        {
            CheckMissing(head, slot);
            return;
        }

        var (seq, hash, atHead) = (0L, AuditChain.Start, head.Seq == 0);
        foreach (var line in lines)
        {
            if (AuditChain.Parse(line) is not { } parsed)
            {
                _breaks.Add($"{head.File}, line {seq + 1}: it is not as it was written.");
                return;
            }

            if (seq == 0 && parsed.Record.Continues is { } full)
            {
                if (_ends.GetValueOrDefault(full) != parsed.Record.Prev)
                {
                    _breaks.Add($"{head.File}, line 1: it does not go on where {full} ends, which it says it does.");
                }

                hash = parsed.Record.Prev;
            }

            if (parsed.Record.Seq != seq + 1 || parsed.Record.Prev != hash)
            {
                _breaks.Add($"{head.File}, line {seq + 1}: it does not follow the line before; lines were removed, added or moved.");
                return;
            }

            if (seq == 0)
            {
                CheckBeginning(head.File, parsed.Record, before);
            }

            (seq, hash) = (seq + 1, parsed.Hash);
            atHead |= seq == head.Seq && hash == head.Hash;
            _lines++;
        }

        _ends[head.File] = hash;
        Compare(head, seq, atHead);
    }

    private void CheckBeginning(string name, AuditRecord first, string? before)
    {
        if (first.After != before)
        {
            _breaks.Add($"{name} was begun after {first.After ?? "no other file"}, which {AuditChain.HeadFile} does not say.");
        }

        _namedAsRemoved.UnionWith(first.Removes ?? []);
    }

    private void CheckMissing(AuditHead head, int slot)
    {
        // It may have left since the head was read.
        var now = AuditFiles.ReadHead(_folder, AuditChain.HeadFile).Skip(slot).Select(AuditChain.ParseHead).FirstOrDefault();
        if (now is { IsRemoved: true } && now.File == head.File)
        {
            _removed.Add(now);
        }
        else if (head.Seq > 0)
        {
            _breaks.Add($"{head.File} is missing; it had {head.Seq} lines.");
        }
    }

    // The file that names one as removed may be removed itself, but not the last of them.
    private void CheckRemoved()
    {
        if (_removed.Count == 0)
        {
            return;
        }

        var last = _removed[^1];
        if (!_namedAsRemoved.Contains(last.File))
        {
            _breaks.Add($"{last.File} is missing; {AuditChain.HeadFile} says that it was removed to make room, and no later file does.");
            return;
        }

        var lines = _removed.Sum(head => head.Seq);
        _notes.Add((_removed.Count == 1 ? $"The oldest file, with {lines} lines, was" : $"The oldest {_removed.Count} files, with {lines} lines, were")
            + $" removed to make room; nothing can be said of them any more. The last of them was {last.File}.");
    }

    private void Compare(AuditHead head, long seq, bool atHead)
    {
        var name = head.File;
        if (seq < head.Seq)
        {
            _breaks.Add($"{name} ends after line {seq}, and it had {head.Seq}: its end was cut off.");
        }
        else if (!atHead)
        {
            _breaks.Add($"{name}, line {head.Seq}: its hash is not the one in {AuditChain.HeadFile}: the file was written anew.");
        }
        else if (seq == head.Seq + 1)
        {
            _notes.Add($"{name} is one line ahead of {AuditChain.HeadFile}: its process ended in the middle of writing, or writes now.");
        }
        else if (seq > head.Seq)
        {
            _breaks.Add($"{name} has {seq} lines, and {AuditChain.HeadFile} says {head.Seq}: lines were added.");
        }
    }
}
