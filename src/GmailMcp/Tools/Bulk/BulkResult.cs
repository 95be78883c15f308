using System.ComponentModel;

namespace GmailMcp.Tools.Bulk;

/// <summary>What became of every id of a bulk call: each stands in exactly one list.</summary>
internal sealed record BulkResult
{
    public required IReadOnlyList<string> Changed { get; init; }

    [Description("Were already as asked; nothing was sent for them")]
    public required IReadOnlyList<string> AlreadySo { get; init; }

    public required IReadOnlyList<string> NotFound { get; init; }

    public required IReadOnlyList<BulkFailure> Failed { get; init; }

    [Description("The call ended before their turn")]
    public required IReadOnlyList<string> NotTried { get; init; }

    [Description("Pass to undo; absent when nothing changed")]
    public string? UndoId { get; init; }
}

/// <summary>One id that Gmail refused.</summary>
internal sealed record BulkFailure
{
    public required string Id { get; init; }

    public required string Reason { get; init; }
}
