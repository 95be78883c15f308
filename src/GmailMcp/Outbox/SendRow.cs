using System.Text.Json;
using System.Text.Json.Serialization;

namespace GmailMcp.Outbox;

/// <summary>Where a send stands. reliability.md §1.</summary>
internal enum RowState
{
    /// <summary>Nothing that this row knows of has left; a draft may have been made, if its answer was lost.</summary>
    [JsonStringEnumMemberName("prepared")]
    Prepared,

    /// <summary>The draft is in Gmail, the send has not left.</summary>
    [JsonStringEnumMemberName("drafted")]
    Drafted,

    /// <summary>The draft waits for its time, or for somebody to stop it.</summary>
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>The send has left; its answer is not here yet, or was lost.</summary>
    [JsonStringEnumMemberName("sending")]
    Sending,

    [JsonStringEnumMemberName("sent")]
    Sent,

    [JsonStringEnumMemberName("not_sent")]
    NotSent,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>One line of the journal: hashes, ids and times, never a word or an address of anyone's mail.</summary>
internal sealed record SendRow
{
    /// <summary>The hash of what names the send: the caller's key, or the content itself.</summary>
    public required string Key { get; init; }

    /// <summary>The hash of what is sent, and in which thread.</summary>
    public required string Content { get; init; }

    public required RowState State { get; init; }

    /// <summary>When this line was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the send began: what the mailbox shows from before is not of it.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>The process that works on it; meaningless once the state is an end.</summary>
    public required string Process { get; init; }

    /// <summary>True where the caller named the send himself: then it is remembered, content alone is for ten minutes.</summary>
    public bool IsNamed { get; init; }

    /// <summary>True for a mail that was saved as a draft in place of being sent.</summary>
    public bool IsSaved { get; init; }

    /// <summary>The mailbox's history id before the draft was made.</summary>
    public string? History { get; init; }

    public string? Draft { get; init; }

    /// <summary>The id of the draft's message: another one means that somebody changed the draft.</summary>
    public string? DraftMessage { get; init; }

    public string? Thread { get; init; }

    /// <summary>True when the thread began with this draft, so that nothing else in it was sent.</summary>
    public bool IsNewThread { get; init; }

    /// <summary>The id of the sent message.</summary>
    public string? Message { get; init; }

    /// <summary>Recipients, subject and text in hashes.</summary>
    public required string Match { get; init; }

    public required string MatchWithoutBcc { get; init; }

    /// <summary>When a held mail leaves.</summary>
    public DateTimeOffset? Until { get; init; }

    public string ToLine() => JsonSerializer.Serialize(this, SendRowJson.Default.SendRow);

    /// <exception cref="OutboxException">It is no line of a journal.</exception>
    public static SendRow Parse(string line, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SendRowJson.Default.SendRow)
                ?? throw new JsonException("A line is null.");
        }
        catch (JsonException damaged)
        {
            throw new OutboxException(
                $"The journal of sends {path} is damaged, so nothing is sent: what was sent before could be sent again. "
                + "Restore it, or move it away once you have looked into Sent.",
                damaged);
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendRow))]
internal sealed partial class SendRowJson : JsonSerializerContext;
