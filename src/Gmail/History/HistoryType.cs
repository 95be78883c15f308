namespace Gmail.History;

/// <summary>The kinds of change that history.list can be asked for.</summary>
public static class HistoryType
{
    /// <summary>Messages arrived or were made.</summary>
    public const string MessageAdded = "messageAdded";

    /// <summary>Messages were deleted for good.</summary>
    public const string MessageDeleted = "messageDeleted";

    /// <summary>Labels were added.</summary>
    public const string LabelAdded = "labelAdded";

    /// <summary>Labels were removed.</summary>
    public const string LabelRemoved = "labelRemoved";
}
