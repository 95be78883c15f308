namespace GmailMcp.Outbox;

/// <summary>The waits around a send. reliability.md §1.</summary>
internal sealed record SendLimits
{
    /// <summary>How long an answer to drafts.send may take.</summary>
    public TimeSpan SendAnswer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Waits before each look for the draft after a lost answer: there every time means not sent.</summary>
    public IReadOnlyList<TimeSpan> DraftChecks { get; init; } = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    /// <summary>How often the sent mail is looked for once the draft is gone.</summary>
    public int SentChecks { get; init; } = 6;

    /// <summary>The wait before each of those looks.</summary>
    public TimeSpan SentCheckEvery { get; init; } = TimeSpan.FromSeconds(3);
}
