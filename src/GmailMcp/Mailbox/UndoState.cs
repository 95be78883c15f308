using System.Text.Json;

namespace GmailMcp.Mailbox;

/// <summary>What an <see cref="UndoLog"/> says as a whole.</summary>
internal sealed class UndoState
{
    private readonly List<UndoLine> _lines;
    private readonly Dictionary<string, UndoEntry> _byId;
    private readonly Dictionary<string, string> _labels = [];

    private UndoState(List<UndoLine> lines)
    {
        _lines = lines;
        var ends = lines.Where(line => line.Undone is not null).ToLookup(line => line.Undone!); // just looked
        Changes = [.. lines.Select(line => line.Made).OfType<UndoEntry>().Select(entry =>
            ends[entry.Id].LastOrDefault() is { } end ? entry with { UndoneAt = end.At, RedoId = end.Redo } : entry)];
        _byId = Changes.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line is { Label: not null, LabelNow: not null }))
        {
            _labels[line.Label!] = line.LabelNow!; // just looked
        }
    }

    /// <summary>The changes that can be undone or were, oldest first.</summary>
    public IReadOnlyList<UndoEntry> Changes { get; }

    /// <summary>Reads the lines of a log; what is no line of one is passed over, as is what is forgotten.</summary>
    public static UndoState Of(IReadOnlyCollection<string> lines, DateTimeOffset now)
    {
        var oldest = now - TimeSpan.FromDays(UndoLog.MostDays);
        var read = lines.Select(Parse).OfType<UndoLine>().ToList();
        var void_ = read.Select(line => line.Void).OfType<string>().ToHashSet();
        var kept = read
            .Where(line => line.Made is { } made && made.At >= oldest && !void_.Contains(made.Id))
            .TakeLast(UndoLog.MostEntries)
            .Select(line => line.Made!.Id) // just looked
            .ToHashSet();
        return new UndoState([.. read.Where(line =>
            line.Made is { } made ? kept.Contains(made.Id)
            : line.Undone is { } undone ? kept.Contains(undone)
            : line.Label is not null && line.At >= oldest)]);
    }

    public UndoEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The id that a label has now, if it was deleted and made anew.</summary>
    public string LabelNow(string labelId)
    {
        for (var i = 0; i < _labels.Count && _labels.TryGetValue(labelId, out var now); i++)
        {
            labelId = now;
        }

        return labelId;
    }

    /// <summary>The lines of a log that says the same, without the oldest changes where it would be too long.</summary>
    public IReadOnlyList<string> ToLines(int mostBytes)
    {
        var size = 0;
        var dropped = new HashSet<string>();
        var lines = new List<string>();
        foreach (var line in Enumerable.Reverse(_lines))
        {
            var text = JsonSerializer.Serialize(line, UndoJson.Default.UndoLine);
            size += text.Length;
            if (line.Made is { } made && size > mostBytes)
            {
                size -= text.Length;
                dropped.Add(made.Id);
            }
            else
            {
                lines.Add(text);
            }
        }

        lines.Reverse();
        return lines;
    }

    private static UndoLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, UndoJson.Default.UndoLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
