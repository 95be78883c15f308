using System.ComponentModel;

namespace GmailMcp.Tools.Bulk;

/// <summary>What became of every id of a bulk call: each is counted exactly once.</summary>
internal sealed record BulkResult
{
    public required BulkCounts Counts { get; init; }

    [Description("Absent where more than 50, like the other lists of ids")]
    public IReadOnlyList<string>? Changed { get; init; }

    public IReadOnlyList<string>? AlreadySo { get; init; }

    public required IReadOnlyList<string> NotFound { get; init; }

    public required IReadOnlyList<BulkFailure> Failed { get; init; }

    [Description("The call ended before their turn")]
    public IReadOnlyList<string>? NotTried { get; init; }

    [Description("Gmail took the request; what it did to these is not known")]
    public IReadOnlyList<string>? Unverified { get; init; }

    [Description("Call again with the same arguments to go on; absent when done")]
    public string? JobId { get; init; }

    [Description("Pass to undo; absent when nothing changed")]
    public string? UndoId { get; init; }
}

/// <summary>One id that Gmail refused.</summary>
internal sealed record BulkFailure
{
    public required string Id { get; init; }

    public required string Reason { get; init; }
}

/// <summary>How many ids ended how.</summary>
internal sealed record BulkCounts
{
    public required int Changed { get; init; }

    public required int AlreadySo { get; init; }

    public required int NotFound { get; init; }

    public required int Failed { get; init; }

    public required int NotTried { get; init; }

    public required int Unverified { get; init; }

    [Description("Of these, changed or so already in earlier calls")]
    public required int DoneBefore { get; init; }
}
