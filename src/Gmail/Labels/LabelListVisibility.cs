namespace Gmail.Labels;

/// <summary>Whether the list of labels shows a label.</summary>
public static class LabelListVisibility
{
    /// <summary>Shown.</summary>
    public const string Show = "labelShow";

    /// <summary>Shown while it has unread messages.</summary>
    public const string ShowIfUnread = "labelShowIfUnread";

    /// <summary>Hidden.</summary>
    public const string Hide = "labelHide";
}
