namespace GmailMcp.Outbox;

/// <summary>The waits around a send. reliability.md §1.</summary>
internal sealed record SendLimits
{
    /// <summary>How long an answer to drafts.send may take.</summary>
    public TimeSpan SendAnswer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Waits before each look for the draft after a lost answer: there every time means not sent.</summary>
    public IReadOnlyList<TimeSpan> DraftChecks { get; init; } = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    /// <summary>How often the sent mail is looked for once the draft is gone.</summary>
    public int SentChecks { get; init; } = 20;

    /// <summary>The wait before each of those looks but the first.</summary>
    public TimeSpan SentCheckEvery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the same content, sent without a key of the caller's, is answered with what became of it.</summary>
    public TimeSpan ContentIsRemembered { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a key of the caller's is remembered once its mail was sent.</summary>
    public TimeSpan KeyIsRemembered { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a call waits for another process that sends the same mail.</summary>
    public TimeSpan OtherProcess { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How late after its time a held mail may still leave.</summary>
    public TimeSpan HoldIsLate { get; init; } = TimeSpan.FromSeconds(60);
}
