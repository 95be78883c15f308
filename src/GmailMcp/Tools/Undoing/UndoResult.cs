using System.ComponentModel;
using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Undoing;

/// <summary>How an undo ended.</summary>
internal enum UndoOutcome
{
    /// <summary>All is as it was, but for what the problems name.</summary>
    [JsonStringEnumMemberName("undone")]
    Undone,

    /// <summary>Some of it is; the same call goes on.</summary>
    [JsonStringEnumMemberName("partly")]
    Partly,

    [JsonStringEnumMemberName("already_undone")]
    AlreadyUndone,

    /// <summary>Nothing was asked for: the changes are listed.</summary>
    [JsonStringEnumMemberName("listed")]
    Listed,
}

/// <summary>What undo answers.</summary>
internal sealed record UndoResult
{
    public required UndoOutcome Outcome { get; init; }

    [Description("Pass to undo to do it again; absent where nothing does")]
    public string? UndoId { get; init; }

    [Description("Messages that have their labels back")]
    public IReadOnlyList<string>? Messages { get; init; }

    public IReadOnlyList<string>? NotFound { get; init; }

    public IReadOnlyList<UndoFailure>? Failed { get; init; }

    [Description("The call ended before their turn: call again with the same undoId")]
    public IReadOnlyList<string>? NotTried { get; init; }

    [Description("What is not as it was, and why")]
    public IReadOnlyList<string>? Problems { get; init; }

    [Description("Without undoId: the latest changes, newest first")]
    public IReadOnlyList<UndoableChange>? Changes { get; init; }
}

/// <summary>One message that Gmail refused.</summary>
internal sealed record UndoFailure
{
    public required string Id { get; init; }

    public required string Reason { get; init; }
}

/// <summary>One change that can be undone or was.</summary>
internal sealed record UndoableChange
{
    public required string UndoId { get; init; }

    public required string Tool { get; init; }

    public required DateTimeOffset At { get; init; }

    [Description("Messages that undo would change")]
    public required int Messages { get; init; }

    public required bool Undone { get; init; }
}
