using System.Text.Json;
using System.Text.Json.Serialization;
using GmailMcp.Storage;

namespace GmailMcp.Mailbox;

/// <summary>How far the bulk jobs of a mailbox came, so that the same call goes on where the last one ended, or was killed. A job is
/// known by what it does to which messages. One that nobody goes on with is forgotten after a day. Where the log cannot be used, jobs run
/// all the same and another call begins anew.</summary>
/// <param name="file">Where it is kept; null keeps nothing.</param>
/// <param name="time">The clock.</param>
/// <param name="onFailure">Told why it cannot be used, once.</param>
internal sealed class BulkLog(JournalFile? file, TimeProvider time, Action<string> onFailure)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>False once the log could not be used: then nothing of it counts any more.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>What is known of an unfinished job, oldest first; empty for a new one.</summary>
    public async Task<IReadOnlyList<BulkLine>> OpenAsync(string jobId, CancellationToken cancellationToken)
    {
        IReadOnlyList<BulkLine> known = [];
        await UseAsync(async journal => known = await OpenAsync(journal, jobId, cancellationToken));
        return known;
    }

    /// <summary>Adds a line; on the disk when this returns.</summary>
    public Task AddAsync(BulkLine line, CancellationToken cancellationToken) => UseAsync(async journal =>
    {
        using var turn = await journal.BeginAsync(cancellationToken);
        turn.ReadNew(out _); // takes away the half line of a process that was killed
        turn.Append(Write(line with { At = time.GetUtcNow() }));
    });

    private async Task UseAsync(Func<JournalFile, Task> use)
    {
        if (file is null || !IsUsable)
        {
            return;
        }

        try
        {
            await use(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            IsUsable = false;
            onFailure(failure.Message);
        }
    }

    private async Task<IReadOnlyList<BulkLine>> OpenAsync(JournalFile journal, string jobId, CancellationToken cancellationToken)
    {
        using var turn = await journal.BeginAsync(cancellationToken);
        var lines = turn.ReadNew(out _).Select(Parse).OfType<BulkLine>().ToList();
        var ended = lines.Where(line => line.HasEnded).Select(line => line.JobId).ToHashSet();
        var oldest = time.GetUtcNow() - Longest;
        var open = lines.Where(line => !ended.Contains(line.JobId) && line.At >= oldest).ToList();
        if (open.Count < lines.Count)
        {
            turn.Replace(open.Select(Write));
        }

        return [.. open.Where(line => line.JobId == jobId)];
    }

    private static string Write(BulkLine line) => JsonSerializer.Serialize(line, BulkLogJson.Default.BulkLine);

    private static BulkLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BulkLogJson.Default.BulkLine);
        }
        catch (JsonException)
        {
            return null; // a damaged line costs a second look at its messages
        }
    }
}

/// <summary>One step of a job.</summary>
internal sealed record BulkLine
{
    public required string JobId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The mailbox's history before a batch that leaves now.</summary>
    public string? HistoryId { get; init; }

    /// <summary>Where the ids of a batch ended.</summary>
    public IReadOnlyList<string>? Changed { get; init; }

    public IReadOnlyList<string>? AlreadySo { get; init; }

    public IReadOnlyList<string>? NotFound { get; init; }

    /// <summary>The caller was told of everything above, and how to undo it.</summary>
    public bool IsTold { get; init; }

    /// <summary>Nothing is left to do.</summary>
    public bool HasEnded { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(BulkLine))]
internal sealed partial class BulkLogJson : JsonSerializerContext;
