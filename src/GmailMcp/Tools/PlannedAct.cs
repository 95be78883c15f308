using GmailMcp.Policy;

namespace GmailMcp.Tools;

/// <summary>Something that a tool is about to do to the mailbox and that the policy has a say in.</summary>
internal sealed record PlannedAct
{
    /// <summary>What it is, as the end of a sentence: "to delete 3 messages for good".</summary>
    public required string What { get; init; }

    /// <summary>What the person sees beside that; made only when he is asked.</summary>
    public required Func<CancellationToken, Task<string>> DescribeAsync { get; init; }

    /// <summary>A hash of all that is about to be done.</summary>
    public required IReadOnlyList<byte> Digest { get; init; }

    /// <summary>Whether <c>--confirm auto</c> asks.</summary>
    public required bool AsksUnderAuto { get; init; }

    /// <summary>Whether <c>--confirm always</c> asks.</summary>
    public bool AsksUnderAlways { get; init; } = true;

    /// <summary>Under <c>--confirm auto</c>: true where it is not done unless somebody agreed, false where it can be undone.</summary>
    public bool NeedsSomebody { get; init; }

    /// <summary>The cap it counts for; null for none.</summary>
    public CappedAct? Counts { get; init; }

    /// <summary>How often it counts.</summary>
    public int Count { get; init; } = 1;
}
