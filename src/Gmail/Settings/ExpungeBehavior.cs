namespace Gmail.Settings;

/// <summary>What becomes of a message that IMAP expunged from its last folder.</summary>
public static class ExpungeBehavior
{
    /// <summary>It is archived.</summary>
    public const string Archive = "archive";

    /// <summary>It goes to the trash.</summary>
    public const string Trash = "trash";

    /// <summary>It is deleted for good.</summary>
    public const string DeleteForever = "deleteForever";
}
