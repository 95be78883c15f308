namespace Gmail.Labels;

/// <summary>Whether messages show a label in lists.</summary>
public static class MessageListVisibility
{
    /// <summary>Shown.</summary>
    public const string Show = "show";

    /// <summary>Hidden.</summary>
    public const string Hide = "hide";
}
