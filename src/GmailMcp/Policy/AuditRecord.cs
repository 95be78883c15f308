using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GmailMcp.Policy;

/// <summary>One line of the audit log: who called what, on which ids, with what outcome. Never a word or an address of a mail.</summary>
internal sealed record AuditRecord
{
    /// <summary>Counts the lines of a file from 1.</summary>
    public long Seq { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary><c>local</c>, <c>key:</c> and its name, or a session in a hash.</summary>
    public string? Owner { get; init; }

    public string? Tool { get; init; }

    /// <summary>The same on the two lines of a call that changes something.</summary>
    public string? Call { get; init; }

    /// <summary><c>begin</c> before a call that changes something; otherwise how a call ended.</summary>
    public required string Outcome { get; init; }

    /// <summary>Ids that the call named.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Ids { get; init; }

    /// <summary>Ids that the answer names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Result { get; init; }

    /// <summary>How many messages the answer has in each of its lists.</summary>
    public IReadOnlyDictionary<string, int>? Counts { get; init; }

    /// <summary>In the first line of a file: the file that was begun before it.</summary>
    public string? After { get; init; }

    /// <summary>In the first line of a file: the file of the same process that was full.</summary>
    public string? Continues { get; init; }

    /// <summary>In the first line of a file: those that leave to make room for it.</summary>
    public IReadOnlyList<string>? Removes { get; init; }

    /// <summary>The hash of the line before; the first line has that of the file it continues, or zeros.</summary>
    public string Prev { get; init; } = AuditChain.Start;
}

/// <summary>How lines are chained: each ends with its own hash, which covers the hash of the line before.</summary>
internal static class AuditChain
{
    public const string HeadFile = "audit.head";
    public const int HashLength = 64;

    public const int SeqLength = 12;

    // In place of the first digit.
    private const string Removed = "r";

    private const string HashStart = ",\"hash\":\"";
    private const string HashEnd = "\"}";

    public static string Start { get; } = new('0', HashLength);

    public static (string Line, string Hash) ToLine(AuditRecord record)
    {
        var body = JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord)[..^1];
        var hash = Hash(body);
        return (body + HashStart + hash + HashEnd, hash);
    }

    /// <summary>Reads a line; null when it is none or its hash is not its own.</summary>
    public static (AuditRecord Record, string Hash)? Parse(string line)
    {
        var length = HashStart.Length + HashLength + HashEnd.Length;
        if (line.Length <= length
            || !line.EndsWith(HashEnd, StringComparison.Ordinal)
            || !line.AsSpan(line.Length - length).StartsWith(HashStart))
        {
            return null;
        }

        var body = line[..^length];
        var hash = line.Substring(line.Length - HashEnd.Length - HashLength, HashLength);
        if (hash != Hash(body))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(body + "}", AuditJson.Default.AuditRecord) is { } record ? (record, hash) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A line of the head file, as long as any: a file, how many lines it has and the hash of the last.</summary>
    public static string ToHead(string file, long seq, string hash) => ToHead(new AuditHead(file, seq, hash));

    /// <inheritdoc cref="ToHead(string, long, string)"/>
    public static string ToHead(AuditHead head) => string.Create(
        CultureInfo.InvariantCulture, $"{head.File} {(head.IsRemoved ? Removed : "0")}{head.Seq:D11} {head.Hash}");

    /// <summary>Reads a line of the head file; null when it is none.</summary>
    public static AuditHead? ParseHead(string line)
    {
        if (line.Split(' ') is not [var file, { Length: SeqLength } seq, { Length: HashLength } hash])
        {
            return null;
        }

        var isRemoved = seq.StartsWith(Removed, StringComparison.Ordinal);
        return long.TryParse(isRemoved ? seq[1..] : seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AuditHead(file, number, hash) { IsRemoved = isRemoved }
            : null;
    }

    private static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJson : JsonSerializerContext;
