namespace Gmail.Emulator;

/// <summary>A message read from a file by <see cref="MailboxFile"/>.</summary>
/// <param name="Raw">The message byte for byte, without the mbox's own lines and without Takeout's two headers.</param>
/// <param name="LabelNames">Gmail's ids for its own labels (INBOX, UNREAD, CATEGORY_PROMOTIONS, …) and the names of the
/// user's. A file that knows no labels gives INBOX, and UNREAD unless it says that the message was read.</param>
/// <param name="ReceivedAt">When the mailbox took it in; null when nothing tells.</param>
/// <param name="ThreadKey">What messages of one thread have in common in this file (X-GM-THRID); null when it does not
/// say.</param>
public sealed record ImportedMessage(
    byte[] Raw, IReadOnlyList<string> LabelNames, DateTimeOffset? ReceivedAt, string? ThreadKey);
