namespace GmailMcp.Tools.Sending;

/// <summary>What the policy says to one mail, before anybody is asked.</summary>
/// <param name="Account">The mailbox it leaves from.</param>
/// <param name="Refusal">Why it may not leave whatever anybody says; null where it may.</param>
/// <param name="Asks">Whether the person is asked.</param>
/// <param name="NewAddresses">Those he never wrote to, where that is why.</param>
internal sealed record SendJudgement(string Account, string? Refusal, bool Asks, IReadOnlyList<string> NewAddresses);
