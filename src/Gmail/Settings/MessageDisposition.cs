namespace Gmail.Settings;

/// <summary>What becomes of a message after it was fetched or forwarded.</summary>
public static class MessageDisposition
{
    /// <summary>It stays in the inbox.</summary>
    public const string LeaveInInbox = "leaveInInbox";

    /// <summary>It is archived.</summary>
    public const string Archive = "archive";

    /// <summary>It goes to the trash.</summary>
    public const string Trash = "trash";

    /// <summary>It stays and is marked read.</summary>
    public const string MarkRead = "markRead";
}
