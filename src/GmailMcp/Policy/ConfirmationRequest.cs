namespace GmailMcp.Policy;

/// <summary>Something that a person is to say yes or no to.</summary>
/// <param name="Account">The mailbox it is about.</param>
/// <param name="Message">What the person is shown.</param>
/// <param name="Digest">A hash of what would be done: the answer holds for exactly that.</param>
internal sealed record ConfirmationRequest(string Account, string Message, IReadOnlyList<byte> Digest);
