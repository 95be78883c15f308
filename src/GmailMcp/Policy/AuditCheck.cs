using System.Globalization;
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
    private readonly List<string> _breaks = [];
    private readonly List<string> _notes = [];
    private long _lines;

    /// <param name="folder">The folder of the log.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AuditFindings Run(string folder) => new AuditCheck().Check(folder);

    private AuditFindings Check(string folder)
    {
        var heads = AuditFiles.ReadHead(folder, AuditChain.HeadFile);
        var files = AuditFiles.List(folder, "audit-*.jsonl");
        if (heads.Count == 0 && files.Count > 0)
        {
            _breaks.Add($"{AuditChain.HeadFile} is missing: nothing says where the files end.");
        }

        string? before = null;
        var known = new HashSet<string>();
        foreach (var head in heads)
        {
            var parts = head.Split(' ');
            if (parts.Length != 3 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                _breaks.Add($"{AuditChain.HeadFile} has a line that is none of its own, after {before ?? "its beginning"}.");
                continue;
            }

            known.Add(parts[0]);
            CheckFile(folder, parts[0], seq, parts[2], before, files.Contains(parts[0]));
            before = parts[0];
        }

        _breaks.AddRange(files.Where(file => heads.Count > 0 && !known.Contains(file))
            .Select(file => $"{file} is not named in {AuditChain.HeadFile}: a line of the head was removed, or the file put there."));
        return new AuditFindings(files.Count, _lines, _breaks, _notes);
    }

    private void CheckFile(string folder, string name, long headSeq, string headHash, string? before, bool isThere)
    {
        if (!isThere)
        {
            if (headSeq > 0)
            {
                _breaks.Add($"{name} is missing; it had {headSeq} lines.");
            }

            return;
        }

        var (seq, hash, atHead) = (0L, AuditChain.Start, headSeq == 0);
        foreach (var line in AuditFiles.ReadLines(folder, name))
        {
            if (AuditChain.Parse(line) is not { } parsed)
            {
                _breaks.Add($"{name}, line {seq + 1}: it is not as it was written.");
                return;
            }

            if (parsed.Record.Seq != seq + 1 || parsed.Record.Prev != hash)
            {
                _breaks.Add($"{name}, line {seq + 1}: it does not follow the line before; lines were removed, added or moved.");
                return;
            }

            if (seq == 0 && parsed.Record.After != before)
            {
                _breaks.Add($"{name} was begun after {parsed.Record.After ?? "no other file"}, which {AuditChain.HeadFile} does not say.");
            }

            (seq, hash) = (seq + 1, parsed.Hash);
            atHead |= seq == headSeq && hash == headHash;
            _lines++;
        }

        Compare(name, seq, headSeq, atHead);
    }

    private void Compare(string name, long seq, long headSeq, bool atHead)
    {
        if (seq < headSeq)
        {
            _breaks.Add($"{name} ends after line {seq}, and it had {headSeq}: its end was cut off.");
        }
        else if (!atHead)
        {
            _breaks.Add($"{name}, line {headSeq}: its hash is not the one in {AuditChain.HeadFile}: the file was written anew.");
        }
        else if (seq == headSeq + 1)
        {
            _notes.Add($"{name} is one line ahead of {AuditChain.HeadFile}: its process ended in the middle of writing, or writes now.");
        }
        else if (seq > headSeq)
        {
            _breaks.Add($"{name} has {seq} lines, and {AuditChain.HeadFile} says {headSeq}: lines were added.");
        }
    }
}
