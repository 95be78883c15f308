namespace Gmail.Emulator.Mailboxes;

/// <summary>What happened to a message: the four historyTypes of users.history.list.</summary>
internal enum HistoryKind
{
    MessageAdded,
    MessageDeleted,
    LabelAdded,
    LabelRemoved,
}
