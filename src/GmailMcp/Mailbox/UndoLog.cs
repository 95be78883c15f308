using System.Security.Cryptography;
using System.Text.Json;
using GmailMcp.Storage;

namespace GmailMcp.Mailbox;

/// <summary>What reverses the changes of one owner's mailbox, newest last. Bounded: what is older than a month, beyond a thousand
/// changes or beyond 8 MB is forgotten, the oldest first.</summary>
/// <param name="file">Where it is kept; null for memory only.</param>
/// <param name="time">The clock.</param>
internal sealed class UndoLog(JournalFile? file, TimeProvider time) : IDisposable
{
    public const int MostEntries = 1_000;
    public const int MostDays = 30;

    private const int MostBytes = 8 << 20;
    private const int TidyEvery = 64;

    // Nothing that reads like a word or is mistaken for another letter. 28^9 is 10^13 ids, and each is good for one mailbox only.
    private const string IdLetters = "bcdfghjkmnpqrstvwxyz23456789";
    private const int IdLength = 9;

    private readonly List<string> _inMemory = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _sinceTidied = TidyEvery;
    private long _size;

    /// <summary>Notes what reverses a change; durable when this returns.</summary>
    /// <param name="tool">The tool that makes the change.</param>
    /// <param name="steps">What reverses it, in order.</param>
    /// <param name="cancellationToken">Stops the waiting for other processes.</param>
    /// <returns>The id that undoes the change.</returns>
    /// <exception cref="IOException">The log cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The log cannot be written.</exception>
    public async Task<string> AddAsync(string tool, IReadOnlyList<UndoStep> steps, CancellationToken cancellationToken)
    {
        var id = RandomNumberGenerator.GetString(IdLetters, IdLength);
        await AppendAsync(
            new UndoLine { Made = new UndoEntry { Id = id, At = time.GetUtcNow(), Tool = tool, Steps = steps } }, cancellationToken);
        return id;
    }

    /// <summary>The change did not come about.</summary>
    public Task VoidAsync(string id, CancellationToken cancellationToken) =>
        AppendAsync(new UndoLine { Void = id, At = time.GetUtcNow() }, cancellationToken);

    /// <summary>The change was undone, and <paramref name="redoId"/> undoes that.</summary>
    public Task MarkUndoneAsync(string id, string? redoId, CancellationToken cancellationToken) =>
        AppendAsync(new UndoLine { Undone = id, Redo = redoId, At = time.GetUtcNow() }, cancellationToken);

    /// <summary>A deleted label was made anew: Gmail gave it another id, and older changes name the old one.</summary>
    public Task MarkLabelAsync(string labelId, string labelIdNow, CancellationToken cancellationToken) =>
        AppendAsync(new UndoLine { Label = labelId, LabelNow = labelIdNow, At = time.GetUtcNow() }, cancellationToken);

    /// <summary>Everything that is remembered.</summary>
    public async Task<UndoState> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (file is null)
            {
                return UndoState.Of(_inMemory, time.GetUtcNow());
            }

            var whole = new JournalFile(file.Path); // one that has read nothing yet reads all
            using var turn = await whole.BeginAsync(cancellationToken);
            return UndoState.Of(turn.ReadNew(out _), time.GetUtcNow());
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task AppendAsync(UndoLine line, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(line, UndoJson.Default.UndoLine);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var isDue = ++_sinceTidied > TidyEvery || _size > MostBytes;
            if (file is null)
            {
                _inMemory.Add(text);
                _size += text.Length;
                Tidy(isDue, _inMemory, ReplaceInMemory);
                return;
            }

            var journal = isDue ? new JournalFile(file.Path) : file; // one that has read nothing yet reads all
            using var turn = await journal.BeginAsync(cancellationToken);
            var lines = turn.ReadNew(out _); // also takes away the half line of a process that was killed
            turn.Append(text);
            Tidy(isDue, [.. lines, text], turn.Replace);
            _size = turn.SizeInBytes;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Tidy(bool isDue, List<string> lines, Action<IEnumerable<string>> replace)
    {
        if (!isDue)
        {
            return;
        }

        _sinceTidied = 0;
        var kept = UndoState.Of(lines, time.GetUtcNow()).ToLines(MostBytes / 2);
        if (_size > MostBytes || lines.Count > kept.Count + TidyEvery)
        {
            replace(kept);
        }
    }

    private void ReplaceInMemory(IEnumerable<string> lines)
    {
        var kept = lines.ToList();
        _inMemory.Clear();
        _inMemory.AddRange(kept);
        _size = kept.Sum(line => (long)line.Length);
    }
}
