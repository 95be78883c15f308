namespace Gmail.Emulator;

/// <summary>A message of the <see cref="DemoMailbox"/>.</summary>
/// <param name="Key">A short name that never changes, for tests: "lisbon-3".</param>
/// <param name="Raw">The message as Gmail would keep it; the same bytes for the same start.</param>
/// <param name="LabelNames">Ids of Gmail's own labels (INBOX, UNREAD, SENT, DRAFT, …) and names of user labels.</param>
/// <param name="ReceivedAt">When the mailbox took it in.</param>
/// <param name="ThreadKey">The key of the message that began the thread; its own key when it stands alone.</param>
public sealed record DemoMessage(
    string Key, byte[] Raw, IReadOnlyList<string> LabelNames, DateTimeOffset ReceivedAt, string ThreadKey);
